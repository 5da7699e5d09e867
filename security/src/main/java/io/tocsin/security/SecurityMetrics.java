package io.tocsin.security;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What the sign-in tells about itself.
final class SecurityMetrics {
  final Counter signIns;
  final Counter throttled;
  final Counter audited;
  final Counter auditDropped;
  final Counter auditFailed;
  final Histogram checkSeconds;

  SecurityMetrics(PrometheusRegistry registry) {
    signIns =
        Counter.builder()
            .name("tocsin_security_sign_ins_total")
            .help("Sign-ins, by kind of user and result.")
            .labelNames("kind", "result")
            .register(registry);
    throttled =
        Counter.builder()
            .name("tocsin_security_throttled_total")
            .help("Sign-ins refused because too many before them went wrong.")
            .register(registry);
    audited =
        Counter.builder()
            .name("tocsin_security_audit_entries_total")
            .help("Lines written to the audit log.")
            .register(registry);
    auditDropped =
        Counter.builder()
            .name("tocsin_security_audit_deleted_total")
            .help("Lines of the audit log deleted because of their age or number.")
            .register(registry);
    auditFailed =
        Counter.builder()
            .name("tocsin_security_audit_failures_total")
            .help("Changes whose line in the audit log could not be written.")
            .register(registry);
    checkSeconds =
        Histogram.builder()
            .name("tocsin_security_password_check_seconds")
            .help("Time of checks of a password, with the wait for others.")
            .classicUpperBounds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 20)
            .register(registry);
  }
}
