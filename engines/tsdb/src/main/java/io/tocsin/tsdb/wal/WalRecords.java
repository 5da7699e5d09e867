package io.tocsin.tsdb.wal;

import io.tocsin.model.Labels;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.head.HeadReplay;
import io.tocsin.tsdb.head.SampleBatch;
import java.nio.charset.StandardCharsets;

/// The payloads of the log's records. Samples are written column by column and without reference to
/// earlier records, so that a record means the same whatever a checkpoint already holds.
final class WalRecords {
  static final int SERIES = 1;
  static final int SAMPLES = 2;
  static final int LATE_SAMPLES = 3;
  static final int DELETIONS = 4;
  static final int FULL_SAMPLES = 5;
  static final int EXEMPLARS = 7;
  static final int METADATA = 8;

  private static final int SHARED_TIME = 1;
  private static final int INTEGER = 0;
  private static final int DECIMAL = 1;
  private static final int RAW = 2;
  private static final double[] POWERS = {1, 10, 100, 1_000, 10_000};
  private static final long MANTISSA_MAX = 1L << 50;

  private WalRecords() {}

  static void series(int id, Labels labels, ByteWriter out) {
    out.varint(id);
    out.varint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      text(labels.name(i), out);
      text(labels.value(i), out);
    }
  }

  private static void text(String text, ByteWriter out) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.varint(bytes.length);
    out.bytes(bytes, 0, bytes.length);
  }

  static void readSeries(ByteReader in, HeadReplay sink) {
    while (in.remaining() > 0) {
      int id = in.count(Integer.MAX_VALUE, "series id");
      int size = in.count(1_000, "labels");
      var texts = new String[2 * size];
      for (int i = 0; i < texts.length; i++) {
        int length = in.count(1 << 16, "length of a label");
        texts[i] = new String(in.bytes(length), StandardCharsets.UTF_8);
      }
      sink.series(id, Labels.ofSorted(texts));
    }
  }

  static void samples(int group, SampleBatch batch, int from, int to, ByteWriter out) {
    boolean shared = true;
    for (int i = from + 1; i < to && shared; i++) {
      shared = batch.time(i) == batch.time(from);
    }
    out.varint(group);
    out.varint(to - from);
    out.u8(shared ? SHARED_TIME : 0);
    int id = 0;
    for (int i = from; i < to; i++) {
      out.zigzag((long) batch.id(i) - id);
      id = batch.id(i);
    }
    long time = 0;
    for (int i = from; i < (shared ? from + 1 : to); i++) {
      out.zigzag(batch.time(i) - time);
      time = batch.time(i);
    }
    for (int i = from; i < to; i++) {
      value(batch.bits(i), out);
    }
  }

  static void value(long bits, ByteWriter out) {
    double value = Double.longBitsToDouble(bits);
    for (int exponent = 0; exponent < POWERS.length; exponent++) {
      long mantissa = Math.round(value * POWERS[exponent]);
      if (mantissa > MANTISSA_MAX || mantissa < -MANTISSA_MAX) {
        break;
      }
      if (Double.doubleToRawLongBits(mantissa / POWERS[exponent]) == bits) {
        long zigzag = (mantissa << 1) ^ (mantissa >> 63);
        out.varint(exponent == 0 ? zigzag << 2 : (((zigzag << 3) | exponent) << 2) | DECIMAL);
        return;
      }
    }
    out.u8(RAW);
    out.i64(bits);
  }

  static void readSamples(ByteReader in, SampleBatch out) {
    out.clear();
    in.varint();
    int count = in.count(in.remaining(), "samples");
    boolean shared = in.u8() == SHARED_TIME;
    var ids = new int[count];
    long id = 0;
    for (int i = 0; i < count; i++) {
      id += in.zigzag();
      ids[i] = (int) id;
    }
    long time = in.remaining() > 0 ? in.zigzag() : 0;
    if (shared) {
      for (int i = 0; i < count; i++) {
        out.add(ids[i], time, readValue(in.varint(), in));
      }
      return;
    }
    var times = new long[count];
    for (int i = 0; i < count; i++) {
      time += i == 0 ? 0 : in.zigzag();
      times[i] = time;
    }
    for (int i = 0; i < count; i++) {
      out.add(ids[i], times[i], readValue(in.varint(), in));
    }
  }

  /// Reads what follows the varint at which a value begins.
  static long readValue(long code, ByteReader in) {
    long zigzag = code >>> 2;
    return switch ((int) code & 3) {
      case INTEGER -> Double.doubleToRawLongBits((double) unzigzag(zigzag));
      case DECIMAL -> {
        int exponent = (int) zigzag & 7;
        if (exponent >= POWERS.length) {
          throw in.corrupt("exponent: " + exponent + " (expected: 0 to 4)");
        }
        yield Double.doubleToRawLongBits(unzigzag(zigzag >>> 3) / POWERS[exponent]);
      }
      case RAW -> in.i64();
      default -> throw in.corrupt("kind of value: " + (code & 3) + " (expected: 0 to 2)");
    };
  }

  /// Writes for each entry its id, its time as the first and its bits as the last that is deleted.
  static void deletions(SampleBatch batch, ByteWriter out) {
    for (int i = 0; i < batch.size(); i++) {
      out.varint(batch.id(i));
      out.zigzag(batch.time(i));
      out.varint(batch.bits(i) - batch.time(i));
    }
  }

  static void readDeletions(ByteReader in, SampleBatch out) {
    out.clear();
    while (in.remaining() > 0) {
      int id = in.count(Integer.MAX_VALUE, "series id");
      long min = in.zigzag();
      out.add(id, min, min + in.varint());
    }
  }

  private static long unzigzag(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
