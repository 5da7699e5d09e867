package io.tocsin.bench;

import io.tocsin.bench.load.Habits;
import io.tocsin.bench.load.Lanes;
import io.tocsin.bench.load.TapeColumns;
import io.tocsin.bench.load.TapeColumns.Label;
import io.tocsin.bench.load.WriteRequestEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Pushes the tape by remote write 1.0 as if many hosts had been scraped: step by step in time, a
/// few hosts to a request, in order per series but for the scrapes that are late by their [Habits].
/// A host whose place another takes ends with staleness markers, as scraped ones do.
///
/// Every host belongs to one connection. Connections wait for each other every half an hour of the
/// samples' time, so that no host runs far ahead of another.
final class RemoteWriteLoad {
  private static final int HOSTS_MAX = 20_000;
  // Coprime with common tape lengths: hosts replay the tape from places far apart.
  private static final int STRIDE = 37;
  private static final double STALE = Double.longBitsToDouble(0x7FF0_0000_0000_0002L);

  private final TapeColumns columns;
  private final Shape shape;
  private final Habits habits;
  private final byte[][][] labels;
  private final int[] generations;
  private final AtomicIntegerArray acknowledgedSteps;
  private volatile boolean stopped;

  RemoteWriteLoad(TapeColumns columns, Shape shape) {
    this(columns, shape, Habits.STEADY);
  }

  RemoteWriteLoad(TapeColumns columns, Shape shape, Habits habits) {
    this.columns = columns;
    this.shape = shape;
    this.habits = habits;
    this.labels = new byte[shape.hosts()][][];
    this.generations = new int[shape.hosts()];
    this.acknowledgedSteps = new AtomicIntegerArray(shape.hosts());
    for (int host = 0; host < shape.hosts(); host++) {
      generations[host] = habits.generation(host, 0);
      labels[host] = labels(host, generations[host]);
    }
  }

  /// How much to push: `steps` samples for each series of each host, the first at `startMillis`,
  /// then one every `stepMillis`.
  record Shape(
      int hosts,
      int hostsPerRequest,
      int steps,
      long startMillis,
      long stepMillis,
      int connections) {
    static final long STEP_MILLIS = 15_000;
    private static final int CONNECTIONS = 4;

    Shape {
      check("hosts", hosts, HOSTS_MAX);
      check("hosts per request", hostsPerRequest, 100);
      check("steps", steps, 100_000);
      check("connections", connections, 64);
    }

    /// A shape of a sample every 15 s whose last is at `endMillis`.
    static Shape endingAt(long endMillis, int hosts, int hostsPerRequest, int steps) {
      return every(STEP_MILLIS, endMillis, hosts, steps).withHostsPerRequest(hostsPerRequest);
    }

    /// A shape of a sample every `stepMillis` whose last is at `endMillis`.
    static Shape every(long stepMillis, long endMillis, int hosts, int steps) {
      long start = endMillis - (steps - 1) * stepMillis;
      return new Shape(hosts, Size.HOSTS_PER_REQUEST, steps, start, stepMillis, CONNECTIONS);
    }

    private Shape withHostsPerRequest(int count) {
      return new Shape(hosts, count, steps, startMillis, stepMillis, connections);
    }

    long timeMillis(int step) {
      return startMillis + step * stepMillis;
    }

    long endMillis() {
      return timeMillis(steps - 1);
    }

    long spanMillis() {
      return steps * stepMillis;
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

  /// Samples for which a 2xx came back, staleness markers left out.
  long acknowledged() {
    long steps = 0;
    for (int host = 0; host < shape.hosts(); host++) {
      steps += acknowledgedSteps.get(host);
    }
    return steps * seriesPerHost();
  }

  /// Steps for which a 2xx came back, by the name of the host. While a push is under way, only for
  /// hosts that are never late.
  Map<String, Integer> acknowledgedByInstance() {
    var byInstance = new LinkedHashMap<String, Integer>();
    for (int host = 0; host < shape.hosts(); host++) {
      for (int step = 0; step < acknowledgedSteps.get(host); step++) {
        byInstance.merge(instance(host, habits.generation(host, step)), 1, Integer::sum);
      }
    }
    return byInstance;
  }

  /// Makes a running [#push] end after the requests under way.
  void stop() {
    stopped = true;
  }

  /// The name of a host, the first in its place.
  static String instance(int host) {
    return "host-" + host + ":9100";
  }

  private static String instance(int host, int generation) {
    return generation == 0 ? instance(host) : "host-" + host + "-" + generation + ":9100";
  }

  /// The steps that a push takes: those of the shape, and those in which only late samples arrive.
  int pushSteps() {
    return shape.steps() + habits.lateSteps();
  }

  /// Pushes everything; fails with the first answer that is not 2xx after some attempts.
  void push(Web web) throws IOException, InterruptedException {
    push(web, 0, pushSteps());
  }

  /// Pushes the steps from `fromStep` up to `endStep`, which is left out.
  void push(Web web, int fromStep, int endStep) throws IOException, InterruptedException {
    new Lanes(shape.connections(), shape.stepMillis())
        .run(fromStep, endStep, (lane, from, end) -> pushSteps(web, lane, from, end));
  }

  private void pushSteps(Web web, int connection, int from, int end) throws IOException {
    var requests = new WriteRequests();
    int stride = shape.hostsPerRequest() * shape.connections();
    for (int step = from; step < end; step++) {
      for (int host = connection * shape.hostsPerRequest(); host < shape.hosts(); host += stride) {
        if (stopped) {
          return;
        }
        pushRequest(web, requests, host, step);
      }
    }
  }

  /// Pushes what arrives at `step` from the hosts of one request, the first of them `host`. A host
  /// is for one thread at a time.
  void pushRequest(Web web, WriteRequests requests, int host, int step) throws IOException {
    int hostEnd = Math.min(host + shape.hostsPerRequest(), shape.hosts());
    int[] sent = new int[hostEnd - host];
    for (int i = host; i < hostEnd; i++) {
      sent[i - host] = encode(requests.encoder(), i, step);
    }
    requests.send(web);
    for (int i = host; i < hostEnd; i++) {
      acknowledgedSteps.addAndGet(i, sent[i - host]);
    }
  }

  /// Adds what arrives from `host` at `step`: its own scrape unless that is late, and those of
  /// earlier steps that are late by as much. Returns how many scrapes that are.
  private int encode(WriteRequestEncoder encoder, int host, int step) {
    int scrapes = 0;
    for (int earlier = Math.max(0, step - habits.lateSteps()); earlier <= step; earlier++) {
      if (earlier < shape.steps() && habits.delaySteps(host, earlier) == step - earlier) {
        replaceEnded(encoder, host, earlier);
        scrape(encoder, host, earlier);
        scrapes++;
      }
    }
    return scrapes;
  }

  private void scrape(WriteRequestEncoder encoder, int host, int step) {
    byte[][] series = labels[host];
    for (int i = 0; i < series.length; i++) {
      double value = columns.value(i, (long) host * STRIDE + step);
      encoder.add(series[i], shape.timeMillis(step), value);
    }
  }

  private void replaceEnded(WriteRequestEncoder encoder, int host, int step) {
    int generation = habits.generation(host, step);
    if (generation != generations[host]) {
      for (byte[] series : labels[host]) {
        encoder.add(series, shape.timeMillis(step), STALE);
      }
      generations[host] = generation;
      labels[host] = labels(host, generation);
    }
  }

  private byte[][] labels(int host, int generation) {
    var all = new byte[columns.series().size()][];
    for (int i = 0; i < all.length; i++) {
      var series = columns.series().get(i);
      List<Label> labels = new ArrayList<>(series.labels());
      labels.add(new Label("__name__", series.name()));
      labels.add(new Label("instance", instance(host, generation)));
      labels.add(new Label("job", "node"));
      labels.add(new Label("env", host % 2 == 0 ? "production" : "staging"));
      labels.add(new Label("dc", "dc-" + host % 4));
      all[i] = WriteRequestEncoder.labels(labels);
    }
    return all;
  }
}
