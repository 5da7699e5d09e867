package io.tocsin.tsdb.exemplars;

import static io.tocsin.model.Appender.ExemplarOutcome.ACCEPTED;
import static io.tocsin.model.Appender.ExemplarOutcome.DISABLED;
import static io.tocsin.model.Appender.ExemplarOutcome.DUPLICATE;
import static io.tocsin.model.Appender.ExemplarOutcome.OUT_OF_ORDER;

import io.tocsin.model.Appender.ExemplarOutcome;
import io.tocsin.model.Exemplar;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.exemplars.Ring.Chain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The exemplars of all series, the newest so many of them. Safe for use by many threads.
public final class ExemplarStore implements ExemplarSource {
  private static final int PAGE = 4096;

  private final long lateMillis;
  private final Map<ExemplarOutcome, LongAdder> judged = new EnumMap<>(ExemplarOutcome.class);
  private Ring ring;

  /// @param most how many are kept; 0 for none
  /// @param lateMillis how much older than the newest of its series one may be
  public ExemplarStore(int most, long lateMillis) {
    this.ring = new Ring(most, 0);
    this.lateMillis = lateMillis;
    for (var outcome : ExemplarOutcome.values()) {
      judged.put(outcome, new LongAdder());
    }
  }

  /// Keeps that many from now on; those that came first go where they are more.
  public synchronized void resize(int most) {
    if (most == ring.most()) {
      return;
    }
    int kept = Math.min(most, ring.size());
    var resized = new Ring(most, ring.end() - kept);
    for (long number = ring.end() - kept; number < ring.end(); number++) {
      resized.add(ring.get(number));
    }
    ring = resized;
  }

  /// Says what would become of it now.
  public synchronized ExemplarOutcome judge(Incoming exemplar) {
    return judge(ring.chain(exemplar.series), exemplar);
  }

  private ExemplarOutcome judge(@Nullable Chain chain, Incoming exemplar) {
    if (ring.most() == 0) {
      return DISABLED;
    }
    if (chain == null) {
      return ACCEPTED;
    }
    int newest = chain.newest;
    if (isSame(newest, exemplar)) {
      return DUPLICATE;
    }
    long time = ring.time(newest);
    if (exemplar.time < time) {
      return exemplar.time <= time - lateMillis ? OUT_OF_ORDER : ACCEPTED;
    }
    return exemplar.time == time && isBefore(exemplar, newest) ? OUT_OF_ORDER : ACCEPTED;
  }

  /// Those without a time of their own were given that of a scrape, and the next one sees them
  /// again.
  private boolean isSame(int position, Incoming exemplar) {
    boolean timed = exemplar.ownTime || ring.ownTime(position);
    return (!timed || exemplar.time == ring.time(position))
        && exemplar.value == ring.value(position)
        && exemplar.labels.equals(ring.labels(position));
  }

  /// The buckets of a native histogram bring several at one time: those rise by value, then labels,
  /// so that one that is there already is told by looking at the newest alone.
  private boolean isBefore(Incoming exemplar, int position) {
    double value = ring.value(position);
    return exemplar.value < value
        || (exemplar.value == value && exemplar.labels.compare(ring.labels(position)) < 0);
  }

  /// Takes them in, one after the other.
  public synchronized void add(List<Incoming> exemplars) {
    for (var exemplar : exemplars) {
      count(add(exemplar));
    }
  }

  private ExemplarOutcome add(Incoming exemplar) {
    var chain = ring.chain(exemplar.series);
    var outcome = judge(chain, exemplar);
    if (outcome != ACCEPTED) {
      return outcome;
    }
    if (chain != null && exemplar.time < ring.time(chain.newest)) {
      int there = ring.notAfter(chain, exemplar.time);
      if (there >= 0 && ring.time(there) == exemplar.time) {
        return DUPLICATE;
      }
    }
    ring.add(exemplar);
    return ACCEPTED;
  }

  /// Counts what became of one and returns it.
  public ExemplarOutcome count(ExemplarOutcome outcome) {
    counter(outcome).increment();
    return outcome;
  }

  /// Returns of how many exemplars that became since the start.
  public long counted(ExemplarOutcome outcome) {
    return counter(outcome).sum();
  }

  private LongAdder counter(ExemplarOutcome outcome) {
    return Objects.requireNonNull(judged.get(outcome));
  }

  public synchronized int size() {
    return ring.size();
  }

  public synchronized int most() {
    return ring.most();
  }

  /// Returns how many series have exemplars.
  public synchronized int series() {
    return ring.series();
  }

  /// About what they take of the heap.
  public synchronized long bytes() {
    return ring.bytes();
  }

  /// Returns the time of the one that goes next, in milliseconds since the Unix epoch; 0 where
  /// there is none.
  public synchronized long firstMillis() {
    return ring.size() == 0 ? 0 : ring.time(ring.first());
  }

  @Override
  public List<SeriesExemplars> exemplars(
      List<List<Matcher>> selectors, long mintMillis, long maxtMillis) {
    var found = new ArrayList<SeriesExemplars>();
    for (var series : between(mintMillis, maxtMillis)) {
      var labels = series.labels();
      if (selectors.stream().anyMatch(selector -> matches(selector, labels))) {
        var exemplars = exemplars(series, mintMillis, maxtMillis);
        if (!exemplars.isEmpty()) {
          found.add(new SeriesExemplars(labels, exemplars));
        }
      }
    }
    found.sort(Comparator.comparing(SeriesExemplars::series));
    return found;
  }

  private static boolean matches(List<Matcher> selector, Labels labels) {
    return selector.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /// Labels are looked at outside of the lock, which whoever appends waits for.
  private synchronized List<LabelBytes> between(long min, long max) {
    var series = new ArrayList<LabelBytes>();
    for (var chain : ring.chains()) {
      if (ring.time(chain.oldest) <= max && ring.time(chain.newest) >= min) {
        series.add(chain.series);
      }
    }
    return series;
  }

  private synchronized List<Exemplar> exemplars(LabelBytes series, long min, long max) {
    var chain = ring.chain(series);
    var exemplars = new ArrayList<Exemplar>();
    int at = chain == null ? -1 : chain.oldest;
    while (at >= 0 && ring.time(at) <= max) {
      if (ring.time(at) >= min) {
        exemplars.add(new Exemplar(ring.labels(at).labels(), ring.value(at), ring.time(at)));
      }
      at = ring.next(at);
    }
    return exemplars;
  }

  /// Takes in the exemplars of one payload, as when they came.
  public void read(ByteReader in) {
    var exemplars = Incoming.read(in);
    synchronized (this) {
      exemplars.forEach(this::add);
    }
  }

  /// Returns those that are there now, as payloads. Others may come and go while it is asked.
  public Snapshot snapshot() {
    return new Snapshot();
  }

  private synchronized long end() {
    return ring.end();
  }

  /// Returns what is still there from that number on, at most a page.
  private synchronized List<Incoming> page(long from, long end) {
    var page = new ArrayList<Incoming>();
    long to = Math.min(end, from + PAGE);
    for (long number = Math.max(from, ring.end() - ring.size()); number < to; number++) {
      page.add(ring.get(number));
    }
    return page;
  }

  /// The exemplars of one moment, in the order in which they came. For one thread.
  public final class Snapshot {
    private final long end = end();
    private long next;

    private Snapshot() {
      next = end - size();
    }

    /// Writes the next payload, or returns false where there is none.
    public boolean next(ByteWriter out) {
      while (next < end) {
        var page = page(next, end);
        next += PAGE;
        if (!page.isEmpty()) {
          Incoming.write(page, out);
          return true;
        }
      }
      return false;
    }
  }
}
