package io.tocsin.api.settings;

import io.tocsin.api.SettingsSource;
import io.tocsin.api.SettingsSource.ConfigFile;
import io.tocsin.api.SettingsSource.Kind;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Shows, checks and writes configuration files.
final class ConfigEndpoints {
  private static final int YAML_MAX = 4 << 20;
  private static final String NEEDS =
      "needs users, or a start with --web.enable-admin-api: the configuration says which files of"
          + " this machine are read, and where data is sent";

  private final SettingsSource settings;
  private final boolean open;

  /// @param open whether even somebody whom nobody knows may write
  ConfigEndpoints(SettingsSource settings, boolean open) {
    this.settings = settings;
    this.open = open;
  }

  void show(Exchange exchange) throws IOException {
    var files = settings.files();
    boolean may = mayWrite(exchange);
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("loaded").seconds(settings.loadedMillis());
          json.name("files").beginArray();
          for (var file : files) {
            write(json, file, may);
          }
          json.endArray().endObject();
        });
  }

  private boolean mayWrite(Exchange exchange) {
    return open || !exchange.user().isEmpty();
  }

  private static void write(JsonWriter json, ConfigFile file, boolean may) throws IOException {
    json.beginObject().field("kind", file.kind().name().toLowerCase(Locale.ROOT));
    json.field("path", file.path()).field("yaml", shown(file)).field("hash", hash(file.text()));
    json.name("modified").seconds(file.modifiedMillis());
    json.field("writable", may && file.writable());
    if (!file.writable()) {
      json.field("reason", "the file, or its folder, cannot be written by this process");
    } else if (!may) {
      json.field("reason", NEEDS);
    }
    json.endObject();
  }

  private static String shown(ConfigFile file) {
    return Secrets.hide(file.text(), file.kind() == Kind.ALERTING);
  }

  private static String hash(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A file, and what it is to become.
  private record Edit(ConfigFile file, String yaml, String text) {}

  private Edit edit(JsonBody body) throws IOException {
    var path = body.at("path").text();
    var yaml = body.at("yaml").text();
    if (yaml.length() > YAML_MAX) {
      throw ApiError.badData(
          "yaml: " + yaml.length() + " characters (expected: at most " + YAML_MAX + ")");
    }
    for (var file : settings.files()) {
      if (file.path().equals(path)) {
        boolean webhooks = file.kind() == Kind.ALERTING;
        return new Edit(file, yaml, Secrets.restore(file.text(), yaml, webhooks));
      }
    }
    throw new ApiError(
        ApiError.Type.NOT_FOUND, "path: " + path + " is no file of the configuration");
  }

  void check(Exchange exchange) throws IOException {
    var edit = edit(JsonBody.parse(exchange.body()));
    var problems = settings.problems(edit.file(), edit.text());
    var changes = new Lines(shown(edit.file()), edit.yaml()).changes();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().field("good", problems.isEmpty()).name("problems").beginArray();
          for (var problem : problems) {
            var place = ApiError.inText(problem);
            json.beginObject().field("error", problem).field("line", place.line());
            json.field("column", place.column()).endObject();
          }
          json.endArray().name("diff");
          write(json, changes);
          json.endObject();
        });
  }

  private static void write(JsonWriter json, List<Lines.Change> changes) throws IOException {
    json.beginArray();
    for (var change : changes) {
      json.beginObject().field("change", String.valueOf(change.change()));
      json.field("text", change.text()).endObject();
    }
    json.endArray();
  }

  void save(Exchange exchange) throws IOException {
    if (!mayWrite(exchange)) {
      throw new ApiError(ApiError.Type.FORBIDDEN, NEEDS);
    }
    var body = JsonBody.parse(exchange.body());
    var edit = edit(body);
    var now = hash(edit.file().text());
    if (!body.at("hash").text().equals(now)) {
      throw new ApiError(
          ApiError.Type.CONFLICT,
          "hash: the file has changed since it was read (expected: " + now + ")");
    }
    if (!edit.file().writable()) {
      throw new ApiError(
          ApiError.Type.FORBIDDEN, edit.file().path() + ": cannot be written by this process");
    }
    try {
      settings.write(edit.file(), edit.text());
    } catch (IllegalArgumentException e) {
      throw ApiError.inText(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ApiError(
          ApiError.Type.UNAVAILABLE, edit.file().path() + ": not written: " + e.getMessage());
    }
    exchange.changed(edit.file().path());
    var hash = hash(edit.text());
    Envelope.send(exchange, json -> json.beginObject().field("hash", hash).endObject());
  }
}
