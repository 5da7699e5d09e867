package io.tocsin.rules.eval;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.rules.AlertView;
import java.util.SortedMap;

/// One alert of a rule, from its first true evaluation until a while after it was resolved. Times
/// are Unix milliseconds, [#NEVER] where something has not happened. Guarded by its rule.
final class ActiveAlert {
  static final long NEVER = Long.MIN_VALUE / 4;

  /// Where an alert stands.
  enum State {
    INACTIVE,
    PENDING,
    FIRING
  }

  private final Labels labels;
  SortedMap<String, String> annotations;
  double value;
  State state = State.PENDING;
  long activeAt;
  long firedAt = NEVER;
  long resolvedAt = NEVER;
  long lastSentAt = NEVER;
  long validUntil = NEVER;
  long keepFiringSince = NEVER;

  ActiveAlert(Labels labels, SortedMap<String, String> annotations, double value, long activeAt) {
    this.labels = labels;
    this.annotations = annotations;
    this.value = value;
    this.activeAt = activeAt;
  }

  Labels labels() {
    return labels;
  }

  /// Tells whether it is over, or is to be told again.
  boolean needsSending(long now, long resendDelay) {
    return state != State.PENDING && (resolvedAt > lastSentAt || lastSentAt + resendDelay < now);
  }

  Alert told(String generatorUrl) {
    long ends = resolvedAt == NEVER ? validUntil : resolvedAt;
    return new Alert(labels, annotations, firedAt, ends, generatorUrl);
  }

  AlertView view() {
    return new AlertView(
        labels,
        annotations,
        state == State.FIRING,
        activeAt,
        keepFiringSince == NEVER ? null : keepFiringSince,
        value);
  }
}
