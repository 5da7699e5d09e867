package io.tocsin.rules.kind;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Watched;

/// A sudden change of level: the average of the last minutes is so many times the median of the
/// time before, and beyond the highest twentieth of it, so that what happens every day is no spike.
final class Spike {
  private static final long MINUTE = 60_000;
  private static final double FACTOR = 3;

  private Spike() {}

  static RuleKinds.Compiled compile(YamlSection section, Watched watched) {
    double factor = section.number("factor", FACTOR);
    if (!(factor > 1 && factor < 1e9)) {
      throw section.require("factor").refuse("a number above 1");
    }
    long over = RuleKinds.window(section, "over", 5 * MINUTE);
    long before = RuleKinds.window(section, "compared_with", 24 * 60 * MINUTE);
    if (before < 3 * over) {
      throw section
          .node()
          .refusal(
              "compared_with "
                  + Durations.print(before)
                  + " (expected: at least three times over, which is "
                  + Durations.print(over)
                  + ")");
    }
    boolean up = isUp(section);
    var level =
        "avg_over_time((" + watched.expr() + ")[" + span(over, Math.min(MINUTE, over / 5)) + "])";
    var past =
        "("
            + watched.expr()
            + ")["
            + span(before, before / 288)
            + "] offset "
            + Durations.print(over);
    var median = "quantile_over_time(0.5, " + past + ")";
    var edge = "quantile_over_time(" + (up ? "0.95" : "0.05") + ", " + past + ")";
    var sign = up ? " > " : " < ";
    var expr =
        level
            + sign
            + median
            + (up ? " * " : " / ")
            + GoFloat.f(factor)
            + " and "
            + level
            + sign
            + edge;
    if (section.has("at_least")) {
      // Of a drop, what it dropped from has to be worth it.
      var least = GoFloat.f(watched.amount(section.require("at_least")));
      expr += " and " + (up ? level : median) + " >= " + least;
    }
    var summary =
        watched.text()
            + (up ? " is more than " : " is less than 1/")
            + GoFloat.f(factor)
            + (up ? " times" : " of")
            + " what it was in the last "
            + Durations.print(before);
    return new RuleKinds.Compiled(expr, summary, watched.valueText());
  }

  private static boolean isUp(YamlSection section) {
    return switch (section.text("direction", "up")) {
      case "up" -> true;
      case "down" -> false;
      default -> throw section.require("direction").refuse("up or down");
    };
  }

  /// A range of a subquery with its step, which is at least a second.
  private static String span(long range, long step) {
    return Durations.print(range) + ":" + Durations.print(Math.max(1_000, step / 1_000 * 1_000));
  }
}
