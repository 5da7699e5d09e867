package io.tocsin.notify.services;

import io.tocsin.http.HttpReader;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the keys of one service, in Alertmanager's ways: an empty text is as good as none, a
/// secret stands under its key or in the file under another. For one thread.
public final class Keys {
  private final YamlSection section;
  private final HttpReader http;

  public Keys(YamlSection section, HttpReader http) {
    this.section = section;
    this.http = http;
  }

  /// Tells whether the key is there with a text that is not empty, or with a list or map.
  public boolean has(String key) {
    var found = section.find(key);
    return found != null
        && switch (found.kind()) {
          case NOTHING -> false;
          case TEXT -> !found.text().isEmpty();
          case LIST, MAP -> true;
        };
  }

  public String text(String key) {
    return section.text(key, "");
  }

  public String text(String key, String otherwise) {
    return section.text(key, otherwise);
  }

  /// Returns the template of the service's default under its name.
  String template(String key, String name) {
    return section.text(key, "{{ template \"" + name + "\" . }}");
  }

  public boolean flag(String key, boolean otherwise) {
    return section.bool(key, otherwise);
  }

  /// Returns the truth under the key, null where there is none.
  public @Nullable Boolean flag(String key) {
    return section.has(key) ? section.bool(key, false) : null;
  }

  long integer(String key) {
    return section.integer(key, 0);
  }

  /// Returns a number that is not negative.
  long count(String key) {
    long number = section.integer(key, 0);
    if (number < 0) {
      throw section.require(key).refuse("a number that is not negative");
    }
    return number;
  }

  long goMillis(String key, long otherwise) {
    return section.has(key) ? GoDurations.millis(section.require(key)) : otherwise;
  }

  long durationMillis(String key, long otherwise) {
    return section.durationMillis(key, otherwise);
  }

  public Map<String, String> map(String key) {
    return section.textMap(key);
  }

  List<String> texts(String key) {
    return section.texts(key);
  }

  @Nullable YamlNode node(String key) {
    var found = section.find(key);
    return found == null || found.isNothing() ? null : found;
  }

  /// Reads the entries of a list, each with keys of its own.
  <T> List<T> each(String key, Function<Keys, T> reader) {
    return section.list(key).stream()
        .map(node -> {
          var keys = new Keys(node.section(), http);
          var read = reader.apply(keys);
          keys.done();
          return read;
        })
        .toList();
  }

  /// Reads a section with keys of its own, null where there is none.
  <T> @Nullable T inner(String key, Function<Keys, T> reader) {
    var found = node(key);
    if (found == null) {
      return null;
    }
    var keys = new Keys(found.section(), http);
    var read = reader.apply(keys);
    keys.done();
    return read;
  }

  /// Returns what is under `key`, or names the file under `fileKey`; null where neither is set.
  public @Nullable SecretText secret(String key, String fileKey) {
    atMostOne(key, fileKey);
    if (has(fileKey)) {
      return new SecretText(null, http.place().existing(section.require(fileKey)));
    }
    return has(key) ? SecretText.of(text(key)) : null;
  }

  private void atMostOne(String key, String fileKey) {
    if (has(key) && has(fileKey)) {
      throw refusal("at most one of " + key + " & " + fileKey + " must be configured");
    }
  }

  /// Returns a secret that must be there.
  SecretText needed(String key, String fileKey) {
    var secret = secret(key, fileKey);
    if (secret == null) {
      throw refusal("one of " + key + " or " + fileKey + " must be configured");
    }
    return secret;
  }

  /// Returns a URL that is a secret, or names the file it stands in; it must be there.
  SecretText neededUrl(String key, String fileKey) {
    var url = secretUrl(key, fileKey);
    if (url == null) {
      throw refusal("one of " + key + " or " + fileKey + " must be configured");
    }
    return url;
  }

  /// Returns a URL that is a secret, or names the file it stands in.
  @Nullable SecretText secretUrl(String key, String fileKey) {
    var node = section.find(key);
    if (node != null && !node.isNothing() && !node.text().equals("<secret>")) {
      checked(key, node.text(), false);
    }
    return secret(key, fileKey);
  }

  @Nullable URI url(String key, @Nullable URI otherwise) {
    var node = section.find(key);
    return node == null || node.isNothing() ? otherwise : checked(key, node.text(), true);
  }

  /// @param shown whether the URL may stand in a message
  URI checked(String key, String url, boolean shown) {
    try {
      return Urls.parse(url);
    } catch (IllegalArgumentException e) {
      var what = shown ? url : "<secret>";
      throw section
          .require(key)
          .refusal(what + ": " + e.getMessage() + " (expected: http or https and a host)");
    }
  }

  /// Returns the settings under `http_config`, null where there are none.
  @Nullable HttpSettings http() {
    return section.has("http_config") ? http.readAll(section.require("http_config")) : null;
  }

  /// Returns the reader of `tls_config` and the like.
  public HttpReader httpReader() {
    return http;
  }

  public YamlSection section() {
    return section;
  }

  /// Reads what every service has.
  ServiceSpec.Common common(int index, boolean sendResolved, HttpSettings global) {
    var own = http();
    return new ServiceSpec.Common(
        index, section.bool("send_resolved", sendResolved), own == null ? global : own);
  }

  public ConfigException refusal(String what) {
    return section.node().refusal(what);
  }

  /// Refuses the first key that nobody asked for.
  public void done() {
    section.done();
  }
}
