package io.tocsin.notify.dispatch;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.Comparator;

/// The orders in which Alertmanager shows alerts and label sets.
public final class AlertOrder {
  /// By job, instance and the rest of the labels; those without a job or instance come last.
  public static final Comparator<Alert> ALERTS =
      Comparator.comparing(Alert::labels, AlertOrder::byJob);

  private AlertOrder() {}

  private static int byJob(Labels a, Labels b) {
    for (var key : new String[] {"job", "instance"}) {
      var left = a.value(key);
      var right = b.value(key);
      if (!left.equals(right)) {
        return left.isEmpty() || right.isEmpty()
            ? Boolean.compare(left.isEmpty(), right.isEmpty())
            : left.compareTo(right);
      }
    }
    return labels(a, b);
  }

  /// Fewer labels first; then the first name that both do not have alike decides.
  public static int labels(Labels a, Labels b) {
    if (a.size() != b.size()) {
      return Integer.compare(a.size(), b.size());
    }
    for (int i = 0; i < a.size(); i++) {
      int byName = a.name(i).compareTo(b.name(i));
      if (byName != 0) {
        // the smaller name is missing in the other set, and what is missing comes first
        return -byName;
      }
      int byValue = a.value(i).compareTo(b.value(i));
      if (byValue != 0) {
        return byValue;
      }
    }
    return 0;
  }
}
