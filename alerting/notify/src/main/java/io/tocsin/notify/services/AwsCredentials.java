package io.tocsin.notify.services;

import io.tocsin.http.LocalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who signs requests to Amazon's services.
///
/// @param token of a session; empty for a permanent key
record AwsCredentials(String accessKey, String secretKey, String token) {
  /// Finds credentials where Amazon's tools look too: the environment, then the profile in
  /// `~/.aws/credentials`; null where there are none.
  static @Nullable AwsCredentials find(LocalFiles files, String profile) {
    var access = files.environment("AWS_ACCESS_KEY_ID");
    var secret = files.environment("AWS_SECRET_ACCESS_KEY");
    if (profile.isEmpty() && access != null && secret != null) {
      var token = files.environment("AWS_SESSION_TOKEN");
      return new AwsCredentials(access, secret, token == null ? "" : token);
    }
    var known = profile(files, "AWS_SHARED_CREDENTIALS_FILE", "credentials", name(files, profile));
    var key = known.get("aws_access_key_id");
    var hidden = known.get("aws_secret_access_key");
    return key == null || hidden == null
        ? null
        : new AwsCredentials(key, hidden, known.getOrDefault("aws_session_token", ""));
  }

  /// Finds the region in the environment, then in the profile of `~/.aws/config`; empty where there
  /// is none.
  static String region(LocalFiles files, String profile) {
    for (var variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      var found = files.environment(variable);
      if (found != null && !found.isEmpty()) {
        return found;
      }
    }
    var name = name(files, profile);
    var section = name.equals("default") ? name : "profile " + name;
    return profile(files, "AWS_CONFIG_FILE", "config", section).getOrDefault("region", "");
  }

  private static String name(LocalFiles files, String profile) {
    var environment = files.environment("AWS_PROFILE");
    if (!profile.isEmpty()) {
      return profile;
    }
    return environment == null || environment.isEmpty() ? "default" : environment;
  }

  private static Map<String, String> profile(
      LocalFiles files, String variable, String file, String section) {
    var named = files.environment(variable);
    var home = files.environment("HOME");
    var path =
        named != null && !named.isEmpty()
            ? Path.of(named)
            : Path.of(home == null ? "/" : home, ".aws", file);
    var found = new HashMap<String, String>();
    try {
      boolean inside = false;
      for (var line : files.read(path).lines().map(String::strip).toList()) {
        if (line.startsWith("[")) {
          inside = line.equals("[" + section + "]");
        } else if (inside && line.indexOf('=') > 0) {
          int at = line.indexOf('=');
          found.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        }
      }
    } catch (IOException none) {
      return Map.of();
    }
    return found;
  }

  @Override
  public String toString() {
    return "AwsCredentials[<secret>]";
  }
}
