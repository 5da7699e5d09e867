package io.tocsin.notify;

import java.util.List;
import java.util.Map;

/// One notification as it was told to one integration: what was asked, what was answered, and what
/// became of it. Without secrets. Immutable.
///
/// @param id grows with every entry, also over restarts
/// @param timeMillis of the first attempt, since the epoch
/// @param reason why the group was told, in Alertmanager's words
/// @param status of the whole
/// @param message why it failed, or will be tried again; may be empty
/// @param exchanges of the last attempt
public record OutboxEntry(
    long id,
    long timeMillis,
    Whom whom,
    What what,
    String reason,
    Status status,
    String message,
    List<Exchange> exchanges) {
  /// Who was told, and of which group.
  ///
  /// @param integration as in `slack[0]`; `outbox` for a receiver without any
  /// @param groupLabels as text, as in `{alertname="Down"}`
  public record Whom(String receiver, String integration, String groupKey, String groupLabels) {}

  /// How much was told.
  ///
  /// @param attempts how often it was tried so far
  public record What(int firing, int resolved, int attempts) {}

  /// One request and its answer as they may be shown: without secrets, and not longer than a bound.
  ///
  /// @param status of the answer; 0 where there was none
  /// @param answer its body, or why there was none
  public record Exchange(
      String method,
      String url,
      Map<String, String> headers,
      String body,
      int status,
      String answer,
      long tookMillis) {}

  /// What became of it.
  public enum Status {
    DELIVERED,
    RETRYING,
    FAILED
  }

  public OutboxEntry {
    exchanges = List.copyOf(exchanges);
  }
}
