package io.tocsin.collect.scrape;

import io.tocsin.collect.config.ScrapeSettings.Sampling;
import io.tocsin.collect.exposition.TextParser;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.StaleNan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Appends what a target exposes, series by series, and marks series that ended. For one thread.
final class SampleWriter {
  private static final String TYPE_LABEL = "__type__";

  /// Metadata is read again where lines are new, and otherwise every so many scrapes.
  private static final int METADATA_EVERY = 32;

  private final SampleLabels labels;
  private final Sampling sampling;
  private final ScrapeCache cache;
  private final SharedTexts shared;
  private final ScrapeMetrics metrics;
  private final boolean typeLabels;

  private int scrape;

  /// The last scrape that counted, 0 before the first.
  private int lastGood;

  /// Whether the series of `lastGood` have got their markers already.
  private boolean marked = true;

  private boolean newLines = true;
  private Counts counts = Counts.NONE;
  private volatile Map<String, MetricMetadata> metadata = Map.of();

  SampleWriter(SampleLabels labels, Sampling sampling, ScrapeEnvironment environment) {
    this.labels = labels;
    this.sampling = sampling;
    this.shared = environment.texts();
    this.metrics = environment.metrics();
    this.typeLabels = environment.typeLabels();
    this.cache = new ScrapeCache(shared);
  }

  /// What a scrape brought; of one that failed, what it brought until then.
  ///
  /// @param total samples in the answer
  /// @param kept those left by metric relabelling
  /// @param added series that no scrape before had
  record Counts(int total, int kept, int added) {
    static final Counts NONE = new Counts(0, 0, 0);
  }

  /// Safe to call from any thread.
  Map<String, MetricMetadata> metadata() {
    return metadata;
  }

  /// Forgets what the scrape before brought.
  void begin() {
    counts = Counts.NONE;
  }

  /// Returns what was read since [#begin].
  Counts counts() {
    return counts;
  }

  /// Appends all samples of a body and markers for series it no longer has.
  ///
  /// @throws ScrapeFailure if a limit is exceeded; drop the transaction and call [#end]
  void write(Buffers buffers, Appender appender, long millis) throws ScrapeFailure {
    scrape++;
    var run = new Run(buffers, appender, millis);
    boolean readMetadata = newLines || scrape % METADATA_EVERY == 0;
    newLines = false;
    try {
      run.all(readMetadata ? new MetadataReader() : null);
    } finally {
      counts = new Counts(run.total, run.kept, run.added);
    }
    if (!marked) {
      mark(appender, millis, lastGood);
    }
    lastGood = scrape;
    marked = false;
    cache.settle(scrape);
  }

  /// Appends markers for everything that was live, in a transaction of its own: the scrape failed,
  /// or the target is gone.
  void end(Appender appender, long millis) {
    if (!marked) {
      mark(appender, millis, lastGood);
      if (scrape != lastGood) {
        mark(appender, millis, scrape);
      }
      marked = true;
    }
  }

  /// Marks those last seen in scrape `number`.
  private void mark(Appender appender, long millis, int number) {
    for (int entry = 0; entry < cache.size(); entry++) {
      int series = cache.series(entry);
      if (cache.seen(entry) == number && series > 0) {
        // A scrape that was broken off may have made series that have no sample to end; one that
        // another target goes on with has not ended.
        long last = appender.lastTimestamp(series);
        if (last < millis && (number == lastGood || last != Long.MIN_VALUE)) {
          appender.append(series, millis, StaleNan.VALUE);
        }
      }
    }
  }

  /// One pass over a body.
  private final class Run {
    private final TextParser parser;
    private final Buffers buffers;
    private final Appender appender;
    private final long millis;
    private int total;
    private int kept;
    private int added;

    Run(Buffers buffers, Appender appender, long millis) {
      this.buffers = buffers;
      this.parser = buffers.parser;
      this.appender = appender;
      this.millis = millis;
      parser.reset(buffers.body(), 0, buffers.bodyLength());
    }

    void all(@Nullable MetadataReader reader) throws ScrapeFailure {
      int previous = -1;
      while (true) {
        int expected = cache.after(previous);
        boolean more =
            expected < 0
                ? parser.next()
                : parser.next(cache.bytes(), cache.start(expected), cache.end(expected));
        if (!more) {
          break;
        }
        if (parser.kind() == TextParser.Kind.SERIES) {
          total++;
          if (isFull()) {
            kept += isKept(expected) ? 1 : 0;
          } else {
            int entry = parser.matched() ? expected : entry();
            sample(entry);
            cache.link(previous, entry);
            previous = entry;
          }
        } else if (reader != null) {
          reader.read(parser);
        }
      }
      checkLimit();
      if (reader != null) {
        metadata = shared.share(reader.metadata());
      }
    }

    private void checkLimit() throws ScrapeFailure {
      if (labels.limits().samples() > 0 && kept > labels.limits().samples()) {
        throw new ScrapeFailure(
            "sample_limit exceeded: "
                + kept
                + " samples (expected: at most "
                + labels.limits().samples()
                + ")");
      }
    }

    /// Tells whether one more sample fails the scrape: what follows is counted, but makes no
    /// series.
    private boolean isFull() {
      return labels.limits().samples() > 0 && kept >= labels.limits().samples();
    }

    private boolean isKept(int expected) throws ScrapeFailure {
      int entry =
          parser.matched()
              ? expected
              : cache.find(buffers.body(), parser.seriesStart(), parser.seriesEnd());
      return entry < 0
          ? labels.stored(scraped()) != null
          : cache.series(entry) != ScrapeCache.DROPPED;
    }

    private int entry() throws ScrapeFailure {
      int start = parser.seriesStart();
      int end = parser.seriesEnd();
      int entry = cache.find(buffers.body(), start, end);
      if (entry < 0) {
        newLines = true;
        entry = cache.add(buffers.body(), start, end, series());
      }
      return entry;
    }

    /// A type that is not known leaves the line's own label, if it has one.
    private Labels scraped() {
      var scraped = parser.labels();
      return typeLabels && parser.type() != MetricType.UNKNOWN
          ? scraped.with(TYPE_LABEL, parser.type().text())
          : scraped;
    }

    private int series() throws ScrapeFailure {
      var stored = labels.stored(scraped());
      return stored == null ? ScrapeCache.DROPPED : appender.series(stored);
    }

    private void sample(int entry) throws ScrapeFailure {
      int series = cache.series(entry);
      if (series != ScrapeCache.DROPPED) {
        kept++;
        if (Math.abs(cache.seen(entry)) < lastGood || cache.seen(entry) == 0) {
          added++;
        }
        boolean own = sampling.honorTimestamps() && parser.hasTimestamp();
        append(entry, series, own ? parser.timestampMillis() : millis);
        if (own && !sampling.trackTimestampsStaleness()) {
          cache.seen(entry, -scrape);
          return;
        }
      }
      cache.seen(entry, scrape);
    }

    private void append(int entry, int series, long at) throws ScrapeFailure {
      var outcome = appender.append(series, at, parser.value());
      if (outcome == Outcome.UNKNOWN_SERIES) {
        int again = series();
        cache.series(entry, again);
        outcome = appender.append(again, at, parser.value());
      }
      if (outcome != Outcome.ACCEPTED && outcome != Outcome.DUPLICATE) {
        metrics.refused(outcome);
      }
    }
  }
}
