package io.tocsin.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Remote-write requests as an agent beside node_exporter sends them, for [Training]. Encodes the
/// protobuf message and Snappy's block format itself: the product only ever decodes them.
final class TrainingLoad {
  private static final int HASH_BITS = 14;
  private static final int MATCH_MIN = 4;
  private static final int MATCH_MAX = 64;
  private static final int LITERAL_MAX = 60;
  private static final String[] GAUGES = {
    "node_load1",
    "node_load5",
    "node_memory_MemAvailable_bytes",
    "node_memory_MemTotal_bytes",
    "node_filesystem_avail_bytes",
    "node_filesystem_size_bytes",
  };

  private TrainingLoad() {}

  /// Returns one compressed request: a sample at that time for each series of the host.
  static byte[] request(int host, long timeMillis, int step) {
    var out = new ByteArrayOutputStream();
    var instance = "host-" + host + ":9100";
    for (var gauge : GAUGES) {
      double value = 1e9 + Math.rint(Math.sin(step + host) * 1e6);
      series(out, timeMillis, value, "__name__", gauge, "instance", instance, "job", "node");
    }
    for (int cpu = 0; cpu < 4; cpu++) {
      for (var mode : new String[] {"idle", "iowait", "system", "user"}) {
        double value = step * 15 * (mode.equals("idle") ? 0.75 : 0.07) + cpu;
        series(
            out,
            timeMillis,
            value,
            "__name__",
            "node_cpu_seconds_total",
            "cpu",
            Integer.toString(cpu),
            "instance",
            instance,
            "job",
            "node",
            "mode",
            mode);
      }
    }
    for (var le : new String[] {"0.1", "1", "+Inf"}) {
      double value = step * (double) (host + 10);
      series(
          out,
          timeMillis,
          value,
          "__name__",
          "http_request_duration_seconds_bucket",
          "instance",
          instance,
          "job",
          "web",
          "le",
          le);
    }
    return compress(out.toByteArray());
  }

  private static void series(
      ByteArrayOutputStream out, long timeMillis, double value, String... labels) {
    var series = new ByteArrayOutputStream();
    for (int i = 0; i < labels.length; i += 2) {
      var label = new ByteArrayOutputStream();
      field(label, 1, labels[i].getBytes(StandardCharsets.UTF_8));
      field(label, 2, labels[i + 1].getBytes(StandardCharsets.UTF_8));
      field(series, 1, label.toByteArray());
    }
    var sample = new ByteArrayOutputStream();
    sample.write((1 << 3) | 1);
    var bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value);
    sample.writeBytes(bytes.array());
    sample.write(2 << 3);
    varint(sample, timeMillis);
    field(series, 2, sample.toByteArray());
    field(out, 1, series.toByteArray());
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    out.write((number << 3) | 2);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  /// Snappy's block format: literals, and copies of what came at most 64 KiB before.
  private static byte[] compress(byte[] in) {
    var out = new ByteArrayOutputStream(in.length / 2);
    varint(out, in.length);
    var last = new int[1 << HASH_BITS];
    Arrays.fill(last, -1);
    int literal = 0;
    int at = 0;
    while (at + MATCH_MIN <= in.length) {
      int hash = (word(in, at) * 0x9E3779B1) >>> (32 - HASH_BITS);
      int from = last[hash];
      last[hash] = at;
      if (from < 0 || at - from >= 1 << 16 || word(in, from) != word(in, at)) {
        at++;
        continue;
      }
      literals(out, in, literal, at);
      int length = matching(in, from, at);
      out.write(((length - 1) << 2) | 2);
      out.write(at - from);
      out.write((at - from) >>> 8);
      at += length;
      literal = at;
    }
    literals(out, in, literal, in.length);
    return out.toByteArray();
  }

  private static int word(byte[] in, int at) {
    return (in[at] & 255)
        | (in[at + 1] & 255) << 8
        | (in[at + 2] & 255) << 16
        | (in[at + 3] & 255) << 24;
  }

  private static int matching(byte[] in, int from, int at) {
    int length = MATCH_MIN;
    while (length < MATCH_MAX && at + length < in.length && in[from + length] == in[at + length]) {
      length++;
    }
    return length;
  }

  private static void literals(ByteArrayOutputStream out, byte[] in, int from, int to) {
    for (int at = from; at < to; at += LITERAL_MAX) {
      int length = Math.min(LITERAL_MAX, to - at);
      out.write((length - 1) << 2);
      out.write(in, at, length);
    }
  }
}
