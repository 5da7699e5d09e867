package io.tocsin.bench;

import java.io.IOException;
import java.util.List;

/// The commands that measure, and the gates that their figures decide.
final class Scenarios {
  private static final double DASHBOARD_MILLIS = 100;

  private final Setup setup;
  private final ScrapeBench scrape;
  private final ScrapeBench fewer;
  private final RemoteWriteBench wide;
  private final QueryBench queries;
  private final HistogramBench histograms;
  private final DashboardBench dashboards;

  Scenarios(Setup setup) throws IOException {
    var size = setup.size();
    this.setup = setup;
    this.scrape = new ScrapeBench(setup, size.targets());
    this.fewer = new ScrapeBench(setup, size.fewTargets());
    this.wide = new RemoteWriteBench(setup, size.wideHosts(), Size.WIDE_STEPS);
    this.queries = new QueryBench(setup);
    this.histograms = new HistogramBench(setup);
    this.dashboards = new DashboardBench(setup);
  }

  void run(String command) throws IOException, InterruptedException {
    switch (command) {
      case "startup" -> new StartUpBench(setup).run();
      case "scrape" -> scrape.run();
      case "memory" -> fewer.run();
      case "remote-write" -> wide.run();
      case "queries" -> queries.run();
      case "disk" -> new DiskBench(setup).run();
      case "restart" -> new RestartBench(setup).run();
      case "histograms" -> histograms.run();
      case "churn" -> new ChurnBench(setup).run();
      case "out-of-order" -> new LateBench(setup).run();
      case "deletes" -> new DeleteBench(setup).run();
      case "compaction" -> new CompactionBench(setup).run();
      case "dashboards" -> dashboards.run();
      case "first" -> first();
      case "store" -> store();
      case "all" -> {
        first();
        store();
      }
      default ->
          throw new IllegalArgumentException(
              "command: " + command + " (expected: one of those in the usage)");
    }
    Gates.between(setup.report(), setup.peers()).ifPresent(this::decide);
  }

  private void first() throws IOException, InterruptedException {
    new StartUpBench(setup).run();
    wide.run();
    queries.run();
    new DiskBench(setup).run();
    new RestartBench(setup).run();
    fewer.run();
    scrape.run();
  }

  private void store() throws IOException, InterruptedException {
    histograms.run();
    new ChurnBench(setup).run();
    new LateBench(setup).run();
    new DeleteBench(setup).run();
    new CompactionBench(setup).run();
    dashboards.run();
  }

  private void decide(Gates gates) {
    gates.atLeast(2, "scrape per CPU-second", List.of(scrape.rate()));
    gates.atLeast(2, "remote write per CPU-second", List.of(wide.rate(), queries.deep().rate()));
    gates.atLeast(2, "RSS at the most series", List.of(scrape.resident()));
    gates.atLeast(
        3, "restart after kill -9", List.of(scrape.ready(), wide.ready(), queries.deep().ready()));
    gates.atLeast(1, "each query", queries.questions());
    gates.atLeast(1, "bytes of a native histogram", List.of(histograms.bytes()));
    gates.atMost(DASHBOARD_MILLIS, "queries of a dashboard", dashboards.slowest());
    setup.report().gates(gates.markdown());
  }
}
