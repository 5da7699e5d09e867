package io.tocsin.notify;

import io.tocsin.model.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alert as it is known now.
///
/// @param alert its end is when it counts as over if nobody tells it again
/// @param updatedAtMillis when it was told last
/// @param receivers the names of the receivers it goes to, in the order of the routes
/// @param mutedBy the time intervals that mute its group; empty where it is not shown in a group
/// @param acknowledgement who has taken it on; null where nobody has
public record AlertView(
    Alert alert,
    long updatedAtMillis,
    List<String> receivers,
    AlertStatus status,
    List<String> mutedBy,
    @Nullable Acknowledgement acknowledgement) {
  public AlertView {
    receivers = List.copyOf(receivers);
    mutedBy = List.copyOf(mutedBy);
  }

  /// Returns the fingerprint of its labels, 16 hexadecimal digits.
  public String fingerprint() {
    return Fingerprint.text(alert.labels());
  }
}
