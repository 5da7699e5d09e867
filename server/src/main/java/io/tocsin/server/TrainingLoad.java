package io.tocsin.server;

import io.tocsin.kit.SnappyOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Remote-write requests as an agent beside node_exporter sends them, for [Training]. Encodes the
/// protobuf message itself: the product only ever decodes it.
final class TrainingLoad {
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
  static byte[] request(int host, long timeMillis, int step) throws IOException {
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

  private static byte[] compress(byte[] in) throws IOException {
    var out = new ByteArrayOutputStream(in.length / 2);
    try (var snappy = new SnappyOutput(out, in.length)) {
      snappy.write(in);
    }
    return out.toByteArray();
  }
}
