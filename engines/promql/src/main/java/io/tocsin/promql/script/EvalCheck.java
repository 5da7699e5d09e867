package io.tocsin.promql.script;

import io.tocsin.model.SeriesStore;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.ScriptTarget;
import io.tocsin.promql.Value;
import io.tocsin.promql.Value.Matrix;
import io.tocsin.promql.Value.MatrixSeries;
import io.tocsin.promql.Value.Scalar;
import io.tocsin.promql.Value.Vector;
import io.tocsin.promql.Value.VectorSample;
import io.tocsin.promql.script.Expectation.Kind;
import io.tocsin.promql.script.Expectation.Wanted;
import io.tocsin.promql.script.Statement.Eval;
import io.tocsin.promql.script.Statement.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Asks the query of one eval and compares. An instant query is also asked as a range query around
/// its time, and at other times with its selectors pinned to this one, which must give the same.
final class EvalCheck {
  private static final long MINUTE = 60_000;

  /// Functions that answer something else in a range query.
  private static final Pattern CONTEXT = Pattern.compile("\\b(range|step|start|end)\\s*\\(");

  private final Eval eval;
  private final SeriesStore store;
  private final ScriptTarget target;
  private final Comparison comparison;

  EvalCheck(Eval eval, SeriesStore store, ScriptTarget target) {
    this.eval = eval;
    this.store = store;
    this.target = target;
    this.comparison = new Comparison(eval);
  }

  /// @throws MismatchException if the answer is not as expected
  void run() {
    check(eval.query(), time());
    var pinned = eval.times().isInstant() ? PinnedQuery.of(eval.query(), time()) : null;
    if (pinned != null) {
      for (long time : pinned.times()) {
        try {
          check(pinned.text(), time);
        } catch (MismatchException e) {
          throw new MismatchException(pinned.text() + " at " + time + " ms: " + e.getMessage());
        }
      }
    }
  }

  private long time() {
    var rangeVector = eval.expectation().rangeVector();
    return rangeVector == null ? eval.times().endMillis() : rangeVector.endMillis();
  }

  private void check(String query, long time) {
    QueryResult result;
    try {
      result =
          eval.times().isInstant()
              ? target.instant(store, query, time)
              : range(query, eval.times());
    } catch (QueryException e) {
      checkFailure(e);
      return;
    } catch (RuntimeException e) {
      throw new MismatchException("engine broke: " + e);
    }
    if (eval.expectation().has(Kind.FAIL)) {
      throw new MismatchException("expected error but got none");
    }
    checkMessages(Kind.WARN, Kind.NO_WARN, result.warnings());
    checkMessages(Kind.INFO, Kind.NO_INFO, result.infos());
    comparison.compare(result.value());
    if (isComparableAsRange(result.value())) {
      compareAsRange(query, time, result.value());
    }
  }

  private QueryResult range(String query, Times times) {
    return target.range(store, query, times.startMillis(), times.endMillis(), times.stepMillis());
  }

  private void checkFailure(QueryException e) {
    var expected = eval.expectation().wanted(Kind.FAIL);
    if (expected.isEmpty()) {
      throw new MismatchException("unexpected error: " + e.getMessage());
    }
    for (var wanted : expected) {
      if (!wanted.matches().test(String.valueOf(e.getMessage()))) {
        throw new MismatchException(
            "expected error " + wanted.described() + ", but got: " + e.getMessage());
      }
    }
  }

  private void checkMessages(Kind kind, Kind none, List<String> messages) {
    var expected = eval.expectation().wanted(kind);
    if (eval.expectation().has(none) && !messages.isEmpty()) {
      throw new MismatchException("unexpected annotations: " + messages);
    }
    if (expected.isEmpty()) {
      return;
    }
    for (var wanted : expected) {
      if (messages.stream().noneMatch(wanted.matches())) {
        throw new MismatchException(
            "expected annotation " + wanted.described() + ", but found: " + messages);
      }
    }
    for (var message : messages) {
      if (expected.stream().map(Wanted::matches).noneMatch(m -> m.test(message))) {
        throw new MismatchException("unexpected annotation: " + message);
      }
    }
  }

  private boolean isComparableAsRange(Value value) {
    return eval.times().isInstant()
        && (value instanceof Scalar || value instanceof Vector)
        && !eval.expectation().has(Kind.ORDERED)
        && !CONTEXT.matcher(eval.query()).find();
  }

  private void compareAsRange(String query, long time, Value instant) {
    Value value;
    try {
      value = range(query, new Times(time - MINUTE, time + MINUTE, MINUTE)).value();
    } catch (RuntimeException e) {
      throw new MismatchException("as a range query: " + e);
    }
    var samples = new ArrayList<VectorSample>();
    if (value instanceof Matrix(List<MatrixSeries> series)) {
      series.forEach(one -> addAt(samples, one, time));
    }
    try {
      if (instant instanceof Scalar) {
        double only = samples.size() == 1 ? samples.getFirst().value() : Double.NaN;
        comparison.compare(new Scalar(time, only));
      } else {
        comparison.compare(new Vector(time, samples));
      }
    } catch (MismatchException e) {
      throw new MismatchException("as a range query: " + e.getMessage());
    }
  }

  private static void addAt(List<VectorSample> samples, MatrixSeries series, long time) {
    for (int i = 0; i < series.size(); i++) {
      if (series.timestampsMillis()[i] == time) {
        samples.add(new VectorSample(series.labels(), series.values()[i], series.histogram(i)));
      }
    }
  }
}
