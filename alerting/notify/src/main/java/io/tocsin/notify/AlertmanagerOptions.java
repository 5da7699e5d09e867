package io.tocsin.notify;

/// How an [Alertmanager] runs, apart from its configuration. Times in milliseconds.
///
/// @param retentionMillis how long silences that are over and what was sent are remembered
/// @param alertGcMillis how often alerts that are over are forgotten
/// @param maintenanceMillis how often the log of its state is rewritten
/// @param startDelayMillis how long nothing is sent after the start, so that whoever tells alerts
///   can tell them again
/// @param alertsPerName how many alerts of one `alertname` are taken; 0 means all
/// @param silences the limits of silences
/// @param externalUrl under which people reach this program; links begin with it
public record AlertmanagerOptions(
    long retentionMillis,
    long alertGcMillis,
    long maintenanceMillis,
    long startDelayMillis,
    int alertsPerName,
    SilenceLimits silences,
    String externalUrl,
    MatcherSyntax matchers) {
  /// What Alertmanager does when it is told nothing.
  public static final AlertmanagerOptions DEFAULT =
      new AlertmanagerOptions(
          120 * 3_600_000L,
          30 * 60_000L,
          15 * 60_000L,
          0,
          0,
          SilenceLimits.NONE,
          "",
          MatcherSyntax.FALLBACK);

  public AlertmanagerOptions withRetention(long millis) {
    return new AlertmanagerOptions(
        millis,
        alertGcMillis,
        maintenanceMillis,
        startDelayMillis,
        alertsPerName,
        silences,
        externalUrl,
        matchers);
  }

  public AlertmanagerOptions withStartDelay(long millis) {
    return new AlertmanagerOptions(
        retentionMillis,
        alertGcMillis,
        maintenanceMillis,
        millis,
        alertsPerName,
        silences,
        externalUrl,
        matchers);
  }

  public AlertmanagerOptions withLimits(int perName, SilenceLimits limits) {
    return new AlertmanagerOptions(
        retentionMillis,
        alertGcMillis,
        maintenanceMillis,
        startDelayMillis,
        perName,
        limits,
        externalUrl,
        matchers);
  }

  public AlertmanagerOptions withExternalUrl(String url) {
    return new AlertmanagerOptions(
        retentionMillis,
        alertGcMillis,
        maintenanceMillis,
        startDelayMillis,
        alertsPerName,
        silences,
        url,
        matchers);
  }

  public AlertmanagerOptions withMatchers(MatcherSyntax syntax) {
    return new AlertmanagerOptions(
        retentionMillis,
        alertGcMillis,
        maintenanceMillis,
        startDelayMillis,
        alertsPerName,
        silences,
        externalUrl,
        syntax);
  }
}
