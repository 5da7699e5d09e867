package io.tocsin.rules.kind;

import io.tocsin.kit.Durations;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Watched;

/// So many failures of the same thing within a window, each value of the labels counted by itself.
///
/// A counter that a thing gets with its first failure was not there before, so that nothing
/// increases: it counts from 0 if its target was watched all the while.
final class Repeated {
  private static final long TIMES_MAX = 1_000_000_000;

  private Repeated() {}

  static RuleKinds.Compiled compile(YamlSection section, Watched watched) {
    var counter = watched.counter();
    if (counter == null) {
      throw section.require("of").refuse("a counter or a histogram");
    }
    if (watched.by().isEmpty()) {
      throw section.require("of").refuse("labels, as in " + watched.name() + " by project");
    }
    long times = section.require("times").integer();
    if (times < 1 || times > TIMES_MAX) {
      throw section.require("times").refuse("a whole number from 1 to " + TIMES_MAX);
    }
    long window = RuleKinds.window(section, "within", 600_000);
    var span = Durations.print(window);
    var born =
        "("
            + counter
            + " unless last_over_time("
            + counter
            + "[1d] offset "
            + span
            + "))"
            + " and on (job, instance) (up offset "
            + span
            + ")";
    var expr =
        "sum by ("
            + String.join(", ", watched.by())
            + ") (("
            + born
            + ") or increase("
            + counter
            + "["
            + span
            + "])) >= "
            + times;
    var summary = watched.text() + ": " + times + " or more within " + span;
    return new RuleKinds.Compiled(expr, summary, "{{ $value | humanize }}");
  }
}
