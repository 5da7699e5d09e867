package io.tocsin.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.PromqlScript;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.ScriptTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// `tocsin test promql`: runs scripts against the engine, set up as Prometheus' own tests set up
/// theirs.
final class TestCommand {
  private TestCommand() {}

  private static final class Engine implements ScriptTarget {
    private final EngineOptions options = EngineOptions.DEFAULT.forScripts();

    private PromqlEngine over(SeriesStore store) {
      return new PromqlEngine(store, options, Clock.system(), new PrometheusRegistry());
    }

    @Override
    public QueryResult instant(SeriesStore store, String query, long timeMillis) {
      var engine = over(store);
      return engine.instant(query, timeMillis, engine.defaults());
    }

    @Override
    public QueryResult range(
        SeriesStore store, String query, long startMillis, long endMillis, long stepMillis) {
      var engine = over(store);
      return engine.range(query, startMillis, endMillis, stepMillis, engine.defaults());
    }
  }

  private static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: a PromQL test script)", e);
    }
  }

  static int run(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("test promql: no file (expected: FILE...)");
    }
    int passed = 0;
    int failed = 0;
    for (var file : arguments.operands()) {
      var report = PromqlScript.run(file, read(file), new Engine());
      // The whole language is evaluated, so none is skipped; readers of this line expect the count.
      console
          .out()
          .println(
              String.format(
                  "%s: %d passed, %d failed, 0 skipped", file, report.passed(), report.failed()));
      report.failures().forEach(failure -> console.out().println("  " + file + ":" + failure));
      passed += report.passed();
      failed += report.failed();
    }
    console.out().println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }
}
