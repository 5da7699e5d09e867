package io.tocsin.server.notify;

import io.tocsin.api.WebhookSecrets;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Secret;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The secrets of webhooks in files, read again for each request. White space around one is no part
/// of it.
///
/// @param github null where GitHub's webhooks need not be signed
/// @param gitlab null where GitLab's webhooks need no token
public record SecretFiles(@Nullable Path github, @Nullable Path gitlab) implements WebhookSecrets {
  /// @throws IOException if a file cannot be read, or is empty
  public void check() throws IOException {
    for (var sender : Sender.values()) {
      of(sender);
    }
  }

  @Override
  public @Nullable Secret of(Sender sender) throws IOException {
    var file =
        switch (sender) {
          case GITHUB -> github;
          case GITLAB -> gitlab;
        };
    if (file == null) {
      return null;
    }
    String text;
    try {
      text = LocalFiles.disk().read(file).strip();
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read (expected: a file with a secret)", e);
    }
    if (text.isEmpty()) {
      throw new IOException(file + ": empty (expected: a file with a secret)");
    }
    return new Secret(text);
  }
}
