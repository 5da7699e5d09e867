package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// kill -9 in the middle of a remote-write load: how long until ready, and how many acknowledged
/// samples are gone.
final class RestartBench {
  private static final Duration HALF_LIMIT = Duration.ofMinutes(5);

  private final Setup setup;
  private final TapeColumns columns;
  private final String section;

  RestartBench(Setup setup) throws IOException {
    this.setup = setup;
    this.columns = setup.columns();
    this.section =
        "kill -9 half-way through a push of %,d series"
            .formatted(setup.size().wideHosts() * columns.series().size());
  }

  void run() throws IOException, InterruptedException {
    setup.each(
        "restart",
        (peer, dir) -> {
          var shape =
              RemoteWriteLoad.Shape.endingAt(
                  Setup.pushEndMillis(),
                  setup.size().wideHosts(),
                  Size.HOSTS_PER_REQUEST,
                  Size.WIDE_STEPS);
          var load = new RemoteWriteLoad(columns, shape);
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            pushHalf(process, load);
          }
          restart(peer, dir, load);
        });
  }

  private void pushHalf(PeerProcess process, RemoteWriteLoad load)
      throws IOException, InterruptedException {
    var shape = load.shape();
    long half = (long) shape.hosts() * load.seriesPerHost() * shape.steps() / 2;
    var failure = new AtomicReference<@Nullable Exception>();
    var pusher =
        Thread.ofPlatform()
            .start(() -> {
              try {
                load.push(process.web());
              } catch (IOException | InterruptedException e) {
                failure.set(e);
              }
            });
    Pace.await(
        () -> load.acknowledged() >= half || !pusher.isAlive(), Duration.ofMillis(1), HALF_LIMIT);
    process.destroyNow();
    load.stop();
    pusher.join();
    if (load.acknowledged() < half) {
      throw new IOException(process.peer().name() + ": push failed early: " + failure.get());
    }
  }

  private void restart(Peer peer, Path dir, RemoteWriteLoad load) throws IOException {
    try (var again = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
      double ready = again.awaitReady();
      var report = setup.report();
      report.put(new Row(section, "ready again", Unit.SECONDS), peer, ready);
      report.put(new Row(section, "samples acknowledged", Unit.COUNT), peer, load.acknowledged());
      report.put(
          new Row(section, "acknowledged samples missing", Unit.COUNT),
          peer,
          new StoredSamples(load, columns).missing(again));
    }
  }
}
