package io.tocsin.api;

import io.tocsin.kit.Secret;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the webhooks of other programs prove themselves with. Asked for every request, so that a
/// secret can be replaced without a restart. Safe for use by many threads.
public interface WebhookSecrets {
  /// Nobody has to prove anything.
  WebhookSecrets NONE = _ -> null;

  /// Who calls.
  enum Sender {
    GITHUB,
    GITLAB
  }

  /// Returns the secret of a sender; null where it need not have one.
  ///
  /// @throws IOException if there is one and it cannot be read: then nobody is let in
  @Nullable Secret of(Sender sender) throws IOException;
}
