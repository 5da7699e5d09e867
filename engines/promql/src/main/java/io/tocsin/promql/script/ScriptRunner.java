package io.tocsin.promql.script;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.promql.ScriptReport;
import io.tocsin.promql.ScriptReport.Failure;
import io.tocsin.promql.ScriptTarget;
import io.tocsin.promql.script.Statement.Bad;
import io.tocsin.promql.script.Statement.Clear;
import io.tocsin.promql.script.Statement.Eval;
import io.tocsin.promql.script.Statement.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// Runs a script statement by statement; a failed one does not stop the next.
public final class ScriptRunner {
  private final ScriptTarget target;
  private final List<Failure> failures = new ArrayList<>();
  private MemoryStore store = new MemoryStore();
  private int passed;

  private ScriptRunner(ScriptTarget target) {
    this.target = target;
  }

  /// Runs a script against one store after another, a fresh one at the start and at each `clear`.
  public static ScriptReport run(String fileName, String text, ScriptTarget target) {
    var runner = new ScriptRunner(target);
    for (var statement : ScriptParser.parse(text)) {
      runner.run(statement);
    }
    return new ScriptReport(fileName, runner.passed, runner.failures.size(), runner.failures);
  }

  private void run(Statement statement) {
    switch (statement) {
      case Clear _ -> store = new MemoryStore();
      case Load load -> load(load);
      case Eval eval -> eval(eval);
      case Bad bad -> failures.add(new Failure(bad.line(), bad.text(), bad.message()));
    }
  }

  private void load(Load load) {
    try (var appender = store.appender(0)) {
      var classic = new ClassicHistograms();
      for (var series : lastOfEach(load.series())) {
        append(appender, series, load.stepMillis());
        classic.add(series);
      }
      if (load.nhcb()) {
        for (var series : classic.series()) {
          append(appender, series, load.stepMillis());
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      failures.add(new Failure(load.line(), "load", String.valueOf(e.getMessage())));
    }
  }

  /// A series that comes twice in one statement counts as its last line says.
  private static Collection<SeriesLine> lastOfEach(List<SeriesLine> lines) {
    var byLabels = new LinkedHashMap<Labels, SeriesLine>();
    lines.forEach(line -> byLabels.put(line.labels(), line));
    return byLabels.values();
  }

  private void append(Appender appender, SeriesLine series, long stepMillis) {
    int id = appender.series(series.labels());
    for (int i = 0; i < series.points().size(); i++) {
      long time = i * stepMillis;
      Long offset = series.startOffsets().isEmpty() ? null : series.startOffsets().get(i);
      if (offset != null) {
        appender.startTimestamp(id, time + offset);
      }
      var outcome =
          switch (series.points().get(i)) {
            case Point.Omitted _ -> Appender.Outcome.DUPLICATE;
            case Point.OfHistogram one -> appender.append(id, time, one.histogram());
            case Point.Sample(double value) -> appender.append(id, time, value);
          };
      if (outcome != Appender.Outcome.ACCEPTED && outcome != Appender.Outcome.DUPLICATE) {
        throw new IllegalArgumentException(
            "sample: " + series.labels() + " at " + time + " ms (" + outcome + ")");
      }
    }
  }

  private void eval(Eval eval) {
    try {
      new EvalCheck(eval, store, target).run();
      passed++;
    } catch (MismatchException e) {
      failures.add(new Failure(eval.line(), eval.query(), String.valueOf(e.getMessage())));
    }
  }
}
