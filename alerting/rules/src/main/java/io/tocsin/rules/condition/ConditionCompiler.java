package io.tocsin.rules.condition;

import io.tocsin.kit.Durations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a condition's tree in PromQL.
final class ConditionCompiler {
  private static final long SEEN_MIN = 3_600_000;

  private final Catalogue catalogue;

  ConditionCompiler(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// PromQL with the labels that its results are known to have, or null.
  private record Part(String expr, @Nullable List<String> labels) {}

  String compile(Clause clause) {
    return part(clause).expr();
  }

  private Part part(Clause clause) {
    return switch (clause) {
      case Clause.Compare compare -> compare(compare);
      case Clause.Change change -> change(change);
      case Clause.Missing missing -> missing(missing);
      case Clause.Both both -> both(part(both.left()), part(both.right()));
      case Clause.Either either -> {
        var left = part(either.left());
        var right = part(either.right());
        boolean same = left.labels() != null && left.labels().equals(right.labels());
        var expr = bracketed(left) + " or " + bracketed(right);
        yield new Part(expr, same ? left.labels() : null);
      }
    };
  }

  /// Both hold for the same labels, as far as both keep labels.
  private static Part both(Part left, Part right) {
    var on = "";
    if (left.labels() != null && right.labels() != null) {
      var shared = new ArrayList<>(left.labels());
      shared.retainAll(right.labels());
      on = " on (" + String.join(", ", shared) + ")";
    } else if (left.labels() != null) {
      on = " on (" + String.join(", ", left.labels()) + ")";
    } else if (right.labels() != null) {
      on = " on (" + String.join(", ", right.labels()) + ")";
    }
    return new Part(bracketed(left) + " and" + on + " " + bracketed(right), left.labels());
  }

  private static String bracketed(Part part) {
    return "(" + part.expr() + ")";
  }

  private Part compare(Clause.Compare compare) {
    var subject = compare.subject();
    var entry = catalogue.entry(subject.name());
    var change = change(subject, entry, compare.limit());
    check(subject, entry, change);
    var unit = unit(subject, entry, change);
    var limit = limit(compare.limit(), subject, unit);
    var values = new Values(subject, entry, change, 0);
    var text = values.expression();
    var test = " " + compare.comparison().sign() + " " + Values.number(limit);
    if (subject.measure() == Measure.ALL) {
      return new Part(all(subject, compare.comparison(), text, test), byOrNone(subject));
    }
    boolean worst =
        subject.by() != null
            && entry.kind() == CatalogueEntry.Kind.GAUGE
            && (subject.measure() == null || subject.measure() == Measure.ANY);
    if (worst) {
      var operator = compare.comparison().downwards() ? "min" : "max";
      var expr = operator + Values.by(byOrNone(subject)) + "(" + text + test + ")";
      return new Part(expr, subject.by());
    }
    return new Part(text + test, values.labels());
  }

  private static List<String> byOrNone(Subject subject) {
    return subject.by() == null ? List.of() : subject.by();
  }

  private static String all(Subject subject, Comparison comparison, String values, String test) {
    var by = Values.by(byOrNone(subject));
    if (comparison.upwards() || comparison.downwards()) {
      return (comparison.upwards() ? "min" : "max") + by + "(" + values + ")" + test;
    }
    return "count" + by + "(" + values + test + ") == count" + by + "(" + values + ")";
  }

  private static double limit(Quantity limit, Subject subject, Unit unit) {
    if (subject.perSeconds() > 0 && limit.bare()) {
      return limit.in(new Unit(unit.name(), unit.dimension(), unit.scale(), false), subject.name())
          / subject.perSeconds();
    }
    return limit.in(unit, subject.name());
  }

  /// A counter is read as its limit is written: `20/s` as a rate, `20` as an increase.
  private static @Nullable Measure change(Subject subject, CatalogueEntry entry, Quantity limit) {
    if (entry.kind() == CatalogueEntry.Kind.GAUGE || subject.measure() == Measure.COUNT) {
      boolean rated = entry.unit().perSecond() && subject.perSeconds() > 0;
      return rated ? null : subject.change();
    }
    if (subject.change() != null) {
      return subject.change();
    }
    if (entry.kind() == CatalogueEntry.Kind.COUNTER) {
      return limit.perSecond() ? Measure.RATE : Measure.INCREASE;
    }
    return subject.measure() == null && limit.perSecond() ? Measure.RATE : null;
  }

  static void check(Subject subject, CatalogueEntry entry, @Nullable Measure change) {
    var measure = subject.measure();
    if (entry.kind() == CatalogueEntry.Kind.GAUGE && change != null) {
      throw refusal(subject, change.shown() + " of " + subject.name(), "a counter; it is a gauge");
    }
    boolean isQuantile = entry.kind() == CatalogueEntry.Kind.HISTOGRAM && change == null;
    if (isQuantile && measure != null) {
      boolean known =
          measure == Measure.AVERAGE || measure == Measure.QUANTILE || measure == Measure.ANY;
      if (!known) {
        throw refusal(
            subject,
            measure.shown() + " of " + subject.name(),
            "average, a percentile such as p95, or rate; it is a histogram");
      }
    }
  }

  private static ConditionException refusal(Subject subject, String found, String expected) {
    return new ConditionException(subject.column(), found + " (expected: " + expected + ")");
  }

  static Unit unit(Subject subject, CatalogueEntry entry, @Nullable Measure change) {
    if (subject.measure() == Measure.COUNT) {
      return Unit.COUNT;
    }
    if (change == null) {
      return entry.unit();
    }
    var counted = entry.kind() == CatalogueEntry.Kind.HISTOGRAM ? Unit.COUNT : entry.unit();
    return change == Measure.RATE ? counted.rate() : counted;
  }

  private Part change(Clause.Change change) {
    var subject = change.subject();
    var entry = catalogue.entry(subject.name());
    boolean relative = change.amount().dimension() == Dimension.SHARE;
    boolean counter = entry.kind() == CatalogueEntry.Kind.COUNTER;
    var read = counter ? (relative ? Measure.RATE : Measure.INCREASE) : subject.change();
    check(subject, entry, read);
    if (subject.measure() == Measure.ALL) {
      throw refusal(subject, "all " + subject.name(), "max, min or average of what changes");
    }
    double amount =
        relative
            ? change.amount().amount()
            : change.amount().in(unit(subject, entry, read), subject.name());
    var test = " " + change.comparison().sign() + " " + Values.number(amount);
    var now = new Values(at(subject, counter), entry, read, 0);
    if (counter && !relative) {
      if (!change.up()) {
        throw refusal(
            subject, subject.name() + " dropping", "a change in percent; a counter only grows");
      }
      return new Part(now.expression() + test, now.labels());
    }
    var before = new Values(at(subject, counter), entry, read, change.windowMillis());
    return new Part(
        difference(now.expression(), before.expression(), change.up(), relative) + test,
        now.labels());
  }

  private static String difference(String now, String before, boolean up, boolean relative) {
    var ratio = "(" + now + ") / (" + before + ")";
    if (relative) {
      return up ? ratio + " - 1" : "1 - " + ratio;
    }
    return up ? "(" + now + ") - (" + before + ")" : "(" + before + ") - (" + now + ")";
  }

  /// What changes over a window is looked at as it is at its two ends.
  private static Subject at(Subject subject, boolean counter) {
    return new Subject(
        subject.name(),
        subject.measure(),
        subject.quantile(),
        subject.change(),
        subject.perSeconds(),
        subject.by(),
        counter ? subject.windowMillis() : 0,
        subject.column());
  }

  private Part missing(Clause.Missing missing) {
    var subject = missing.subject();
    if (subject.measure() != null || subject.change() != null) {
      throw refusal(subject, "no measure of " + subject.name(), "a name alone");
    }
    var entry = catalogue.entry(subject.name());
    return switch (entry.kind()) {
      case GAUGE -> silent(subject, entry, missing.windowMillis());
      case COUNTER -> idle(subject, entry.expr(), missing.windowMillis());
      case HISTOGRAM -> idle(subject, entry.metric("_count"), missing.windowMillis());
    };
  }

  private static Part silent(Subject subject, CatalogueEntry entry, long windowMillis) {
    var expr = entry.isMetric() ? entry.expr() : "(" + entry.expr() + ")";
    var colon = entry.isMetric() ? "" : ":";
    var range = expr + "[" + Durations.print(windowMillis) + colon + "]";
    if (subject.by() == null) {
      return new Part("absent_over_time(" + range + ")", null);
    }
    var seen = expr + "[" + Durations.print(seen(windowMillis)) + colon + "]";
    return new Part(gone(Values.by(subject.by()), seen, range), subject.by());
  }

  /// Without labels nothing at all counts as zero, so that a counter that is gone alerts too; with
  /// labels, what was seen before and is gone does.
  private static Part idle(Subject subject, String metric, long windowMillis) {
    var range = metric + "[" + Durations.print(windowMillis) + "]";
    if (subject.by() == null) {
      return new Part("(sum(increase(" + range + ")) or vector(0)) == 0", List.of());
    }
    var by = Values.by(subject.by());
    var seen = metric + "[" + Durations.print(seen(windowMillis)) + "]";
    return new Part(
        "(sum" + by + "(increase(" + range + ")) == 0) or (0 * (" + gone(by, seen, range) + "))",
        subject.by());
  }

  private static String gone(String by, String seen, String range) {
    var count = "count" + by;
    return count
        + "(last_over_time("
        + seen
        + ")) unless "
        + count
        + "(last_over_time("
        + range
        + "))";
  }

  private static long seen(long windowMillis) {
    return Math.max(SEEN_MIN, 12 * windowMillis);
  }
}
