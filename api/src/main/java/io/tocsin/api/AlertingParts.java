package io.tocsin.api;

import io.tocsin.kit.Clock;
import io.tocsin.model.Events;
import io.tocsin.notify.Alertmanager;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Outbox;
import org.jspecify.annotations.Nullable;

/// What Alertmanager's API asks to answer with.
///
/// @param matchers how filters and label names are read
/// @param outbox the latest notifications; null where they are not kept
/// @param events what happened; null where it is not kept
/// @param member this process as its only member; an empty name where there is no cluster at all
/// @param version what the status tells of the program
/// @param startMillis when the process began, since the epoch
/// @param webhooks what those who tell events by webhook prove themselves with
public record AlertingParts(
    Alertmanager alertmanager,
    MatcherSyntax matchers,
    @Nullable Outbox outbox,
    @Nullable Events events,
    Member member,
    StatusSource.Build version,
    long startMillis,
    Clock clock,
    WebhookSecrets webhooks) {
  /// A member of a cluster.
  public record Member(String name, String address) {
    /// No cluster.
    public static final Member NONE = new Member("", "");
  }

  /// The version of Alertmanager whose API is spoken.
  public static final String COMPATIBLE = "0.34.0";
}
