package io.tocsin.collect.write;

import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import org.jspecify.annotations.Nullable;

/// Walks one decoded `prometheus.WriteRequest` and appends its samples to one transaction. Series
/// and samples that are refused leave the rest untouched.
final class WriteRequest {
  private static final int TIMESERIES = 1 << 3 | 2;
  private static final int METADATA = 3 << 3 | 2;
  private static final int LABELS = 1 << 3 | 2;
  private static final int SAMPLES = 2 << 3 | 2;
  private static final int EXEMPLARS = 3 << 3 | 2;
  private static final int HISTOGRAMS = 4 << 3 | 2;
  private static final int SAMPLE_VALUE = 1 << 3 | 1;
  private static final int SAMPLE_TIMESTAMP = 2 << 3;

  private final byte[] bytes;
  private final ProtoCursor cursor;
  private final Appender appender;
  private final SeriesCache cache;
  private final SipHash hash;
  private final Refusals refusals = new Refusals();
  private final SideParts side;
  private final HistogramDecoder histogram = new HistogramDecoder();

  private int id;
  private int seriesFrom;
  private int seriesTo;
  private int labelsTo;
  private int samples;
  private boolean labelsInFront;
  private boolean refused;
  private int misses;
  private int exemplars;

  WriteRequest(byte[] bytes, int length, Appender appender, SeriesCache cache, SipHash hash) {
    this.bytes = bytes;
    this.cursor = new ProtoCursor(bytes, 0, length);
    this.appender = appender;
    this.cache = cache;
    this.hash = hash;
    this.side = new SideParts(bytes, appender);
  }

  /// @throws MalformedWriteException if it is no such message; then nothing may be committed
  /// @throws StoreException if the store takes nothing at all
  void append() {
    while (cursor.more()) {
      int tag = cursor.tag();
      if (tag == TIMESERIES) {
        int outer = cursor.enter();
        series();
        cursor.leave(outer);
      } else if (tag == METADATA) {
        int outer = cursor.enter();
        side.metadata(cursor);
        cursor.leave(outer);
      } else {
        cursor.skip(tag);
      }
    }
  }

  Refusals refusals() {
    return refusals;
  }

  int misses() {
    return misses;
  }

  SideParts side() {
    return side;
  }

  /// Reads one `TimeSeries`, to which the cursor is narrowed.
  private void series() {
    measure();
    if (samples + exemplars == 0) {
      return;
    }
    id = find();
    if (id == 0) {
      side.exemplarsOfBadSeries(exemplars);
      return;
    }
    refused = false;
    cursor.jump(labelsInFront ? labelsTo : seriesFrom);
    while (cursor.more()) {
      int tag = cursor.tag();
      if (tag == SAMPLES) {
        int message = cursor.enter();
        sample();
        cursor.leave(message);
      } else if (tag == EXEMPLARS || tag == HISTOGRAMS) {
        int message = cursor.enter();
        other(tag);
        cursor.leave(message);
      } else {
        cursor.skip(tag);
      }
    }
  }

  private void other(int tag) {
    int from = cursor.position();
    if (id == 0) {
      return;
    }
    if (tag == HISTOGRAMS) {
      histogram();
    } else if (!side.exemplar(id, cursor)) {
      id = make();
      cursor.jump(from);
      if (id == 0 || !side.exemplar(id, cursor)) {
        side.exemplarsOfBadSeries(1);
      }
    }
  }

  /// Finds out where labels end and how many samples (histograms are some too) and exemplars there
  /// are. Labels come in front wherever a message is written in field order; protobuf allows any.
  private void measure() {
    seriesFrom = cursor.position();
    labelsTo = seriesFrom;
    labelsInFront = true;
    samples = 0;
    exemplars = 0;
    boolean other = false;
    while (cursor.more()) {
      int tag = cursor.tag();
      cursor.skip(tag);
      if (tag == LABELS) {
        labelsInFront &= !other;
        labelsTo = cursor.position();
      } else {
        other = true;
        samples += tag == SAMPLES || tag == HISTOGRAMS ? 1 : 0;
        exemplars += tag == EXEMPLARS ? 1 : 0;
      }
    }
    seriesTo = cursor.position();
  }

  /// Returns the id of the series; 0 where it is refused.
  private int find() {
    if (!labelsInFront) {
      return make();
    }
    hash.hash(bytes, seriesFrom, labelsTo);
    int known = cache.find(hash.low(), hash.high());
    return known != 0 ? known : make();
  }

  private int make() {
    misses++;
    var decoder = new LabelsDecoder(bytes);
    decoder.read(seriesFrom, seriesTo);
    if (!decoder.problem().isEmpty()) {
      refusals.badSeries(decoder.labels(), decoder.problem(), samples);
      return 0;
    }
    try {
      int made = appender.series(decoder.labels());
      if (labelsInFront) {
        cache.put(hash.low(), hash.high(), made);
      }
      return made;
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LIMIT) {
        throw e;
      }
      refusals.badSeries(decoder.labels(), String.valueOf(e.getMessage()), samples);
      return 0;
    }
  }

  private void sample() {
    double value = 0;
    long timestamp = 0;
    while (cursor.more()) {
      int tag = cursor.tag();
      if (tag == SAMPLE_VALUE) {
        value = cursor.fixedDouble();
      } else if (tag == SAMPLE_TIMESTAMP) {
        timestamp = cursor.varint();
      } else {
        cursor.skip(tag);
      }
    }
    if (id == 0) {
      return;
    }
    append(timestamp, value, null);
  }

  private void histogram() {
    histogram.read(cursor);
    long timestamp = histogram.timestampMillis();
    if (!histogram.problem().isEmpty()) {
      refuse(timestamp, histogram.problem());
      return;
    }
    try {
      append(timestamp, StaleNan.VALUE, histogram.histogram());
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LIMIT) {
        throw e;
      }
      refuse(timestamp, String.valueOf(e.getMessage()));
    }
  }

  /// Appends a histogram, or a float where there is none.
  private void append(long timestamp, double value, @Nullable Histogram counts) {
    var outcome = appended(timestamp, value, counts);
    if (outcome == Outcome.UNKNOWN_SERIES) {
      id = make();
      if (id == 0) {
        return;
      }
      outcome = appended(timestamp, value, counts);
    }
    if (outcome != Outcome.ACCEPTED && outcome != Outcome.DUPLICATE) {
      refuse(timestamp, outcome);
    }
  }

  private Outcome appended(long timestamp, double value, @Nullable Histogram counts) {
    return counts == null
        ? appender.append(id, timestamp, value)
        : appender.append(id, timestamp, counts);
  }

  private void refuse(long timestamp, Outcome outcome) {
    refusals.sample(appender, id, timestamp, outcome);
    refused();
  }

  private void refuse(long timestamp, String problem) {
    refusals.histogram(labels(), timestamp, problem);
    refused();
  }

  /// Decoded once more: the store may have dropped the series meanwhile.
  private Labels labels() {
    var decoder = new LabelsDecoder(bytes);
    decoder.read(seriesFrom, seriesTo);
    return decoder.labels();
  }

  private void refused() {
    if (!refused) {
      refused = true;
      refusals.series();
    }
  }
}
