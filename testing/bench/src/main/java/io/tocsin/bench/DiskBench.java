package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Bytes on disk per sample of real node_exporter data, once as it lies after the push and once in
/// each peer's final form.
///
/// The final form is a snapshot where the peer can make one (chunks and index, nothing else); for
/// the others what lies there after a regular stop, caches left out, for VictoriaMetrics merged
/// first.
final class DiskBench {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Setup setup;
  private final TapeColumns columns;
  private final String section;

  DiskBench(Setup setup) throws IOException {
    this.setup = setup;
    this.columns = setup.columns();
    this.section =
        "Disk, %,d series x %d samples of node_exporter"
            .formatted(Size.DISK_HOSTS * columns.series().size(), setup.size().diskSteps());
  }

  void run() throws IOException, InterruptedException {
    setup.each(
        "disk",
        (peer, dir) -> {
          var shape =
              RemoteWriteLoad.Shape.endingAt(
                  Setup.pushEndMillis(), Size.DISK_HOSTS, 1, setup.size().diskSteps());
          var load = new RemoteWriteLoad(columns, shape);
          long snapshotBytes;
          try (var process = PeerProcess.start(peer, dir, Setup.NO_TARGETS)) {
            process.awaitReady();
            load.push(process.web());
            setup.settle();
            put("per sample, after the push", peer, process.diskBytes("."), load);
            snapshotBytes = finish(process);
          }
          long bytes = snapshotBytes > 0 ? snapshotBytes : storedBytes(dir.resolve("data"));
          put("per sample, final form", peer, bytes, load);
        });
  }

  /// Brings the peer to its final form; returns the bytes of its snapshot, or 0 if it makes none.
  static long finish(PeerProcess process) throws IOException {
    var web = process.web();
    if (process.peer().kind() == Peer.Kind.VICTORIA) {
      merge(web);
      return 0;
    }
    var reply = web.post("/api/v1/admin/tsdb/snapshot", LIMIT);
    return reply.status() == 200 ? process.diskBytes("snapshots") : 0;
  }

  /// Merges everything that VictoriaMetrics holds.
  static void merge(Web web) throws IOException {
    web.get("/internal/force_flush", LIMIT);
    web.get("/internal/force_merge", LIMIT);
    Pace.pause(Duration.ofSeconds(1));
    Pace.await(() -> mergesDone(web), Duration.ofMillis(500), LIMIT);
  }

  /// Bytes of a stopped peer's data, caches left out.
  static long storedBytes(Path data) throws IOException {
    var cache = data.resolve("cache");
    return PeerProcess.allocatedBytes(data)
        - (Files.exists(cache) ? PeerProcess.allocatedBytes(cache) : 0);
  }

  private static boolean mergesDone(Web web) {
    try {
      var metrics = new String(web.get("/metrics", LIMIT).body(), StandardCharsets.UTF_8);
      return metrics.contains("vm_active_force_merges 0");
    } catch (IOException _) {
      return false;
    }
  }

  private void put(String title, Peer peer, long bytes, RemoteWriteLoad load) {
    var row = new Row(section, title, Unit.BYTES_PER_SAMPLE);
    setup.report().put(row, peer, bytes / (double) load.acknowledged());
  }
}
