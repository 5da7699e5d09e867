package io.tocsin.rules;

/// How rules are evaluated.
///
/// @param outageToleranceMillis how old the state of an alert may be that is taken up at a start
/// @param gracePeriodMillis how long an alert still waits after that before it fires, at least;
///   alerts whose `for` is shorter are not taken up
/// @param resendDelayMillis how long until an alert is told again
/// @param concurrentEvals how many rules are evaluated beside the one whose turn it is
public record RuleOptions(
    long outageToleranceMillis,
    long gracePeriodMillis,
    long resendDelayMillis,
    int concurrentEvals) {
  /// What Prometheus does without flags.
  public static final RuleOptions DEFAULT = new RuleOptions(3_600_000, 600_000, 60_000, 4);
}
