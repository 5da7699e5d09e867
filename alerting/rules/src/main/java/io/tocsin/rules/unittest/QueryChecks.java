package io.tocsin.rules.unittest;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.rules.RuleQueries;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTestBed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Compares what queries answer with what a test expects.
final class QueryChecks {
  private final TestFile file;
  private final TestFile.Test test;
  private final RuleTestBed bed;
  private final RuleQueries queries;

  QueryChecks(TestFile file, TestFile.Test test, RuleTestBed bed, RuleQueries queries) {
    this.file = file;
    this.test = test;
    this.bed = bed;
    this.queries = queries;
  }

  /// @param histogram in the notation of values; empty for a number
  private record One(Labels labels, double value, String histogram) {
    @Override
    public String toString() {
      return labels + " " + (histogram.isEmpty() ? scientific(value) : histogram);
    }

    /// As Go's format `E` with as many digits as needed.
    private static String scientific(double value) {
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        return GoFloat.g(value);
      }
      var digits = new BigDecimal(String.valueOf(value)).stripTrailingZeros();
      var unscaled = digits.unscaledValue().abs().toString();
      int power = value == 0 ? 0 : digits.precision() - digits.scale() - 1;
      return (value < 0 ? "-" : "")
          + unscaled.charAt(0)
          + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
          + String.format(Locale.ROOT, "E%s%02d", power < 0 ? "-" : "+", Math.abs(power));
    }
  }

  void check(List<String> failures) {
    for (var asked : test.queryCases()) {
      try {
        check(asked, failures);
      } catch (RuleQueryException e) {
        failures.add(head(asked) + " err: " + e.getMessage());
      }
    }
  }

  private static String head(TestFile.QueryCase asked) {
    var out = LabelsText.quote(new StringBuilder("    expr: "), asked.query());
    return out.append(", time: ").append(Durations.print(asked.atMillis())).append(',').toString();
  }

  private void check(TestFile.QueryCase asked, List<String> failures) {
    var got = new ArrayList<One>();
    for (var sample : queries.instant(asked.query(), test.startMillis() + asked.atMillis())) {
      got.add(one(sample));
    }
    var expected = new ArrayList<One>();
    for (var sample : asked.expected()) {
      expected.add(one(sample));
    }
    got.sort(Comparator.comparing(One::labels));
    expected.sort(Comparator.comparing(One::labels));
    if (!areEqual(expected, got)) {
      failures.add(
          head(asked) + "\n        exp: " + list(expected) + "\n        got: " + list(got));
    }
  }

  private One one(RuleSample sample) {
    var histogram = sample.histogram();
    return histogram == null
        ? new One(sample.labels(), sample.value(), "")
        : new One(sample.labels(), 0, bed.print(histogram));
  }

  private One one(TestFile.Sample sample) {
    try {
      var labels = bed.metric(sample.labels());
      if (sample.histogram().isEmpty()) {
        return new One(labels, sample.value(), "");
      }
      var values = bed.input("x", sample.histogram()).values();
      var only = values.size() == 1 ? values.getFirst() : null;
      var histogram = only == null ? null : only.histogram();
      if (histogram == null) {
        throw new RuleQueryException(sample.histogram() + " (expected: one histogram)");
      }
      return new One(labels, sample.value(), bed.print(histogram));
    } catch (RuleQueryException e) {
      throw new RuleQueryException("labels \"" + sample.labels() + "\": " + e.getMessage());
    }
  }

  private boolean areEqual(List<One> expected, List<One> got) {
    boolean same = expected.size() == got.size();
    for (int i = 0; same && i < got.size(); i++) {
      var a = expected.get(i);
      var b = got.get(i);
      same =
          a.labels().equals(b.labels())
              && a.histogram().equals(b.histogram())
              && areEqual(a.value(), b.value());
    }
    return same;
  }

  /// As promtool compares: NaN is never what was expected.
  private boolean areEqual(double a, double b) {
    return a == b || (file.fuzzy() && (Math.nextUp(a) == b || Math.nextDown(a) == b));
  }

  private static String list(List<One> samples) {
    return samples.isEmpty()
        ? "nil"
        : String.join(", ", samples.stream().map(One::toString).toList());
  }

  /// Returns samples as `value@seconds`.
  static String samples(SampleBuffer buffer) {
    var out = new StringBuilder();
    for (int i = 0; i < buffer.size(); i++) {
      var histogram = buffer.histogram(i);
      double value = buffer.values()[i];
      out.append(' ');
      out.append(
          histogram != null
              ? histogram.toString()
              : StaleNan.is(value) ? "stale" : GoFloat.f(value));
      out.append(" @[").append(GoFloat.f(buffer.timestamps()[i] / 1e3)).append(']');
    }
    return out.toString();
  }
}
