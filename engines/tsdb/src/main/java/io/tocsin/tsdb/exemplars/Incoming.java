package io.tocsin.tsdb.exemplars;

import io.tocsin.model.Exemplar;
import io.tocsin.model.Labels;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// An exemplar on its way in. Immutable.
public final class Incoming {
  private static final int OWN_TIME = 1;

  final LabelBytes series;
  final LabelBytes labels;
  final double value;
  final long time;
  final boolean ownTime;

  Incoming(LabelBytes series, LabelBytes labels, double value, long time, boolean ownTime) {
    this.series = series;
    this.labels = labels;
    this.value = value;
    this.time = time;
    this.ownTime = ownTime;
  }

  /// Returns the exemplar in the form in which it is stored.
  ///
  /// @param ownTime whether it came with its time
  public static Incoming of(Labels series, Exemplar exemplar, boolean ownTime) {
    return new Incoming(
        LabelBytes.of(series),
        LabelBytes.of(exemplar.labels()),
        exemplar.value(),
        exemplar.timestampMillis(),
        ownTime);
  }

  /// Writes one payload.
  public static void write(List<Incoming> exemplars, ByteWriter out) {
    var series = new LinkedHashMap<LabelBytes, Integer>();
    for (var exemplar : exemplars) {
      series.putIfAbsent(exemplar.series, series.size());
    }
    out.varint(series.size());
    series.keySet().forEach(labels -> labels.write(out));
    long time = 0;
    for (var exemplar : exemplars) {
      out.varint(Objects.requireNonNull(series.get(exemplar.series)));
      out.zigzag(exemplar.time - time);
      time = exemplar.time;
      out.u8(exemplar.ownTime ? OWN_TIME : 0);
      out.i64(Double.doubleToRawLongBits(exemplar.value));
      exemplar.labels.write(out);
    }
  }

  /// Reads one payload.
  static List<Incoming> read(ByteReader in) {
    var series = new LabelBytes[in.count(in.remaining(), "series")];
    for (int i = 0; i < series.length; i++) {
      series[i] = LabelBytes.read(in);
    }
    var exemplars = new ArrayList<Incoming>();
    long time = 0;
    while (in.remaining() > 0) {
      int of = in.count(series.length - 1L, "series of an exemplar");
      time += in.zigzag();
      boolean own = in.u8() == OWN_TIME;
      double value = Double.longBitsToDouble(in.i64());
      exemplars.add(new Incoming(series[of], LabelBytes.read(in), value, time, own));
    }
    return exemplars;
  }
}
