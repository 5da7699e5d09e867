package io.tocsin.rules.kind;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Watched;

/// Something is not there, or has not been heard of.
final class Absence {
  private static final long SEEN_MIN = 3_600_000;

  private Absence() {}

  /// No samples for a while; with `by`, of what had some before.
  static RuleKinds.Compiled absent(YamlSection section, Watched watched) {
    long window = section.require("within").durationMillis();
    long seen = RuleKinds.window(section, "seen_within", Math.max(SEEN_MIN, 12 * window));
    RuleKinds.window(section, "within", 0);
    var summary = watched.text() + " is absent for " + Durations.print(window);
    return new RuleKinds.Compiled(gone(watched, window, seen), summary, "");
  }

  private static String gone(Watched watched, long window, long seen) {
    if (watched.by().isEmpty()) {
      return "absent_over_time(" + range(watched, window) + ")";
    }
    var count = "count by (" + String.join(", ", watched.by()) + ") (last_over_time(";
    return count + range(watched, seen) + ")) unless " + count + range(watched, window) + "))";
  }

  private static String range(Watched watched, long window) {
    var counter = watched.counter();
    var span = "[" + Durations.print(window);
    if (counter != null) {
      return counter + span + "]";
    }
    return watched.isPlainMetric()
        ? watched.expr() + span + "]"
        : "(" + watched.expr() + ")" + span + ":]";
  }

  /// The time since a beat: the value is the Unix time of the last one, in seconds. A beater whose
  /// series is gone has no beat either.
  static RuleKinds.Compiled heartbeat(YamlSection section, Watched watched) {
    var every = section.require("every");
    long window = RuleKinds.window(section, "every", 0);
    if (!watched.isPlainMetric() || watched.counter() != null) {
      throw section
          .require("of")
          .refuse("a gauge of Unix seconds; of a counter, kind: absent, or a condition no ... for");
    }
    long seen = RuleKinds.window(section, "seen_within", Math.max(SEEN_MIN, 12 * window));
    var metric = watched.expr();
    var by = watched.by().isEmpty() ? "" : " by (" + String.join(", ", watched.by()) + ") ";
    // The newest beat of the last hour, also when nobody exposes it any more.
    var last = "last_over_time(" + metric + "[" + Durations.print(seen) + "])";
    var newest = watched.by().isEmpty() ? last : "max" + by + "(" + last + ")";
    var late = "time() - " + newest + " > " + GoFloat.f(window / 1000.0);
    var expr =
        watched.by().isEmpty()
            ? "(" + late + ") or absent_over_time(" + metric + "[" + Durations.print(seen) + "])"
            : late;
    var summary = watched.text() + " has not beaten for more than " + every.text();
    return new RuleKinds.Compiled(expr, summary, "");
  }
}
