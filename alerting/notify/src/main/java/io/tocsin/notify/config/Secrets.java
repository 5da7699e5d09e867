package io.tocsin.notify.config;

import io.tocsin.kit.YamlNode;
import java.util.Set;

/// Which keys of an `alertmanager.yml` hold what nobody should see.
final class Secrets {
  /// Addresses that are as good as a password, and the keys of services.
  private static final Set<String> KEYS =
      Set.of(
          "api_key",
          "api_secret",
          "app_token",
          "auth_password",
          "auth_secret",
          "alert_source_token",
          "bearer_token",
          "bot_token",
          "client_secret",
          "credentials",
          "password",
          "routing_key",
          "secret",
          "secret_key",
          "service_key",
          "slack_api_url",
          "token",
          "token_id",
          "user_key",
          "webhook_url");

  private Secrets() {}

  static boolean isSecret(String key, YamlNode value) {
    return switch (key) {
      case "api_url" -> value.path().contains(".slack_configs[");
      case "url" -> value.path().contains(".webhook_configs[");
      case "key" -> value.path().endsWith("tls_config.key");
      case "secrets" -> value.path().contains(".http_headers.");
      default -> value.path().contains(".proxy_connect_header.") || isSecret(key);
    };
  }

  private static boolean isSecret(String key) {
    if (key.endsWith("_file")) {
      return false;
    }
    return KEYS.contains(key)
        || key.endsWith("_password")
        || key.endsWith("_token")
        || key.endsWith("_token_id")
        || key.endsWith("_secret")
        || key.endsWith("_api_key")
        || key.endsWith("_webhook_url");
  }
}
