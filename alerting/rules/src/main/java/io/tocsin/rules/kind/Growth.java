package io.tocsin.rules.kind;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Watched;

/// Growth or shrinking, towards a limit or at all.
///
/// With a limit: a straight line through the last hours crosses it within the time given, and so
/// does a line through the medians of the first and the last third of them, which no single jump
/// can turn. Without: the medians of the three thirds go one way only, and from the first to the
/// last by at least the share given.
final class Growth {
  private static final long HOUR = 3_600_000;

  private Growth() {}

  static RuleKinds.Compiled compile(YamlSection section, Watched watched, boolean up) {
    long over = RuleKinds.window(section, "over", 6 * HOUR);
    return section.has("limit")
        ? towards(section, watched, up, over)
        : continual(section, watched, up, over);
  }

  private static RuleKinds.Compiled towards(
      YamlSection section, Watched watched, boolean up, long over) {
    double limit = watched.amount(section.require("limit"));
    long within = RuleKinds.window(section, "within", 4 * HOUR);
    if (section.has("by")) {
      throw section.require("by").refusal("by beside limit (expected: one of them)");
    }
    var sign = (up ? " > " : " < ") + GoFloat.f(limit);
    var line =
        "predict_linear(" + range(watched, over, over / 120, 0) + ", " + seconds(within) + ")";
    var last = third(watched, over, 0);
    var first = third(watched, over, 2);
    // From the middle of the last third on, by the slope between the middles of the two.
    double ahead = (within + over / 6.0) / (over * 2.0 / 3);
    var robust = last + " + (" + last + " - " + first + ") * " + GoFloat.f(round(ahead));
    var expr = line + sign + " and " + robust + sign;
    var summary =
        watched.text()
            + (up ? " grows to " : " shrinks to ")
            + section.require("limit").text()
            + " within "
            + Durations.print(within);
    return new RuleKinds.Compiled(expr, summary, "going to " + watched.valueText());
  }

  private static RuleKinds.Compiled continual(
      YamlSection section, Watched watched, boolean up, long over) {
    if (section.has("within")) {
      throw section.require("within").refusal("within without limit (expected: limit, too)");
    }
    var by = section.text("by", "5%").strip();
    double share = share(section, by);
    var first = third(watched, over, 2);
    var middle = third(watched, over, 1);
    var last = third(watched, over, 0);
    var sign = up ? " > " : " < ";
    var whole =
        up
            ? first + " * " + GoFloat.f(round(1 + share))
            : first + " * " + GoFloat.f(round(1 - share));
    var expr =
        last
            + (up ? " >= " : " <= ")
            + whole
            + " and "
            + last
            + sign
            + middle
            + " and "
            + middle
            + sign
            + first;
    var summary =
        watched.text()
            + (up ? " keeps growing: " : " keeps shrinking: ")
            + by
            + " or more in "
            + Durations.print(over);
    return new RuleKinds.Compiled(expr, summary, watched.valueText());
  }

  private static double share(YamlSection section, String by) {
    if (!by.matches("[0-9]{1,6}(\\.[0-9]{1,6})?%") || by.matches("[0.]+%")) {
      throw section.require("by").refuse("a share above 0, as in 5%");
    }
    return Double.parseDouble(by.substring(0, by.length() - 1)) / 100;
  }

  private static double round(double value) {
    return Math.rint(value * 1e9) / 1e9;
  }

  private static String third(Watched watched, long over, int back) {
    long third = over / 3_000 * 1_000;
    return "quantile_over_time(0.5, " + range(watched, third, third / 40, back * third) + ")";
  }

  private static String range(Watched watched, long range, long step, long back) {
    var span = Durations.print(range);
    var offset = back == 0 ? "" : " offset " + Durations.print(back);
    if (watched.isPlainMetric()) {
      return watched.expr() + "[" + span + "]" + offset;
    }
    var grid = Durations.print(Math.max(1_000, step / 1_000 * 1_000));
    return "(" + watched.expr() + ")[" + span + ":" + grid + "]" + offset;
  }

  private static String seconds(long millis) {
    return GoFloat.f(millis / 1000.0);
  }
}
