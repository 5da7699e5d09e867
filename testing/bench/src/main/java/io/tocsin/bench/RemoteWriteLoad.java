package io.tocsin.bench;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.tocsin.bench.TapeColumns.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Pushes the tape by remote write 1.0 as if many hosts had been scraped: step by step in time, a
/// few hosts to a request, each series one sample in it, in order per series.
///
/// Every host belongs to one connection. Connections wait for each other every [#LOCKSTEP] steps,
/// so that no host runs far ahead of another in time.
final class RemoteWriteLoad {
  /// Steps pushed between two meetings of the connections; half an hour at 15 s.
  static final int LOCKSTEP = 120;

  private static final int HOSTS_MAX = 20_000;
  private static final int ATTEMPTS = 5;
  // Coprime with common tape lengths: hosts replay the tape from places far apart.
  private static final int STRIDE = 37;

  private final TapeColumns columns;
  private final Shape shape;
  private final byte[][][] labels;
  private final AtomicIntegerArray acknowledgedSteps;
  private volatile boolean stopped;

  RemoteWriteLoad(TapeColumns columns, Shape shape) {
    this.columns = columns;
    this.shape = shape;
    this.labels = new byte[shape.hosts()][][];
    this.acknowledgedSteps = new AtomicIntegerArray(shape.hosts());
    for (int host = 0; host < shape.hosts(); host++) {
      labels[host] = labels(host);
    }
  }

  /// How much to push: `steps` samples for each series of each host, the first at `startMillis`.
  record Shape(int hosts, int hostsPerRequest, int steps, long startMillis, int connections) {
    static final long STEP_MILLIS = 15_000;

    Shape {
      check("hosts", hosts, HOSTS_MAX);
      check("hosts per request", hostsPerRequest, 100);
      check("steps", steps, 100_000);
      check("connections", connections, 64);
    }

    /// A shape whose last sample is at `endMillis`.
    static Shape endingAt(long endMillis, int hosts, int hostsPerRequest, int steps) {
      long start = endMillis - (steps - 1) * STEP_MILLIS;
      return new Shape(hosts, hostsPerRequest, steps, start, 4);
    }

    long timeMillis(int step) {
      return startMillis + step * STEP_MILLIS;
    }

    long endMillis() {
      return timeMillis(steps - 1);
    }

    private static void check(String name, int value, int max) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
      }
    }
  }

  int seriesPerHost() {
    return columns.series().size();
  }

  Shape shape() {
    return shape;
  }

  /// Samples for which a 2xx came back.
  long acknowledged() {
    long steps = 0;
    for (int host = 0; host < shape.hosts(); host++) {
      steps += acknowledgedSteps.get(host);
    }
    return steps * seriesPerHost();
  }

  /// Steps of one host for which a 2xx came back.
  int acknowledgedSteps(int host) {
    return acknowledgedSteps.get(host);
  }

  /// Makes a running [#push] end after the requests under way.
  void stop() {
    stopped = true;
  }

  static String instance(int host) {
    return "host-" + host + ":9100";
  }

  /// Pushes everything; fails with the first answer that is not 2xx after some attempts.
  void push(Web web) throws IOException, InterruptedException {
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int from = 0; from < shape.steps() && !stopped; from += LOCKSTEP) {
        int first = from;
        int end = Math.min(from + LOCKSTEP, shape.steps());
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < shape.connections(); i++) {
          int connection = i;
          tasks.add(() -> {
            pushSteps(web, connection, first, end);
            return true;
          });
        }
        for (var done : executor.invokeAll(tasks)) {
          done.get();
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("remote write: " + e.getCause(), e.getCause());
    }
  }

  private void pushSteps(Web web, int connection, int from, int end) throws IOException {
    var encoder = new WriteRequestEncoder();
    var compressor = SnappyCompressor.create();
    byte[] compressed = new byte[0];
    int stride = shape.hostsPerRequest() * shape.connections();
    for (int step = from; step < end; step++) {
      for (int host = connection * shape.hostsPerRequest(); host < shape.hosts(); host += stride) {
        if (stopped) {
          return;
        }
        int hostEnd = Math.min(host + shape.hostsPerRequest(), shape.hosts());
        encode(encoder, host, hostEnd, step);
        int bound = compressor.maxCompressedLength(encoder.length());
        compressed = compressed.length < bound ? new byte[bound * 2] : compressed;
        int length =
            compressor.compress(
                encoder.array(), 0, encoder.length(), compressed, 0, compressed.length);
        send(web, compressed, length);
        for (int i = host; i < hostEnd; i++) {
          acknowledgedSteps.incrementAndGet(i);
        }
      }
    }
  }

  private void encode(WriteRequestEncoder encoder, int hostFrom, int hostEnd, int step) {
    encoder.clear();
    long time = shape.timeMillis(step);
    for (int host = hostFrom; host < hostEnd; host++) {
      byte[][] series = labels[host];
      for (int i = 0; i < series.length; i++) {
        encoder.add(series[i], time, columns.value(i, (long) host * STRIDE + step));
      }
    }
  }

  private void send(Web web, byte[] body, int length) throws IOException {
    Web.Reply reply = web.write(body, length);
    for (int i = 1; i < ATTEMPTS && reply.status() >= 500; i++) {
      Pace.pause(Duration.ofMillis(100L * i));
      reply = web.write(body, length);
    }
    if (reply.status() / 100 != 2) {
      throw new IOException(
          "status "
              + reply.status()
              + " (expected: 2xx): "
              + new String(reply.body(), StandardCharsets.UTF_8).strip());
    }
  }

  private byte[][] labels(int host) {
    var all = new byte[columns.series().size()][];
    for (int i = 0; i < all.length; i++) {
      var series = columns.series().get(i);
      List<Label> labels = new ArrayList<>(series.labels());
      labels.add(new Label("__name__", series.name()));
      labels.add(new Label("instance", instance(host)));
      labels.add(new Label("job", "node"));
      labels.add(new Label("env", host % 2 == 0 ? "production" : "staging"));
      labels.add(new Label("dc", "dc-" + host % 4));
      all[i] = WriteRequestEncoder.labels(labels);
    }
    return all;
  }
}
