package io.tocsin.api.saved;

import io.tocsin.api.RuleControl;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.live.Live;
import io.tocsin.api.live.Topic;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleGroup;
import java.io.IOException;
import java.util.regex.Pattern;

/// Checks, saves and deletes rules.
final class SavedRuleEndpoints {
  private static final int YAML_MAX = 1 << 20;
  private static final int MESSAGE_MAX = 1_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _.-]{0,79}");

  private final SavedRuleStore store;
  private final RuleControl rules;
  private final Live live;

  SavedRuleEndpoints(SavedRuleStore store, RuleControl rules, Live live) {
    this.store = store;
    this.rules = rules;
    this.live = live;
  }

  void list(Exchange exchange) throws IOException {
    var all = store.list();
    Envelope.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var rule : all) {
            write(json, rule, rules.read(rule.name(), rule.yaml()));
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, SavedRule rule, RuleFile file) throws IOException {
    json.beginObject();
    fields(json, rule);
    json.name("groups").strings(file.groups().stream().map(RuleGroup::name).toList());
    json.name("problems").strings(file.problems()).endObject();
  }

  private static void fields(JsonWriter json, SavedRule rule) throws IOException {
    json.field("name", rule.name()).field("yaml", rule.yaml());
    json.field("file", RuleControl.FOLDER + rule.name()).field("version", rule.version());
    json.name("updated").seconds(rule.updatedMillis()).field("updatedBy", rule.updatedBy());
    json.field("message", rule.message());
  }

  void show(Exchange exchange) throws IOException {
    var rule = store.find(exchange.pathValue());
    if (rule == null) {
      throw unknown(exchange.pathValue());
    }
    Envelope.send(exchange, json -> write(json, rule, rules.read(rule.name(), rule.yaml())));
  }

  private static ApiError unknown(String name) {
    return new ApiError(ApiError.Type.NOT_FOUND, "rules: " + name + " is not known");
  }

  void versions(Exchange exchange) throws IOException {
    var versions = store.versions(exchange.pathValue());
    if (versions.isEmpty()) {
      throw unknown(exchange.pathValue());
    }
    Envelope.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var rule : versions) {
            json.beginObject();
            fields(json, rule);
            json.endObject();
          }
          json.endArray();
        });
  }

  void save(Exchange exchange) throws IOException {
    var name = exchange.pathValue();
    if (!NAME.matcher(name).matches()) {
      throw ApiError.badData(
          "name: " + name + " (expected: 1 to 80 letters, digits, blanks, dots, - and _)");
    }
    var body = JsonBody.parse(exchange.body());
    var yaml = yaml(body);
    var message = body.at("message").text();
    if (message.length() > MESSAGE_MAX) {
      throw body.at("message").refusal("at most " + MESSAGE_MAX + " characters");
    }
    var file = rules.read(name, yaml);
    if (!file.isGood()) {
      throw ApiError.inText(String.join("\n", file.problems()));
    }
    long edited = body.at("version").isThere() ? body.at("version").whole() : 0;
    var saved = store.save(new SavedRuleStore.Draft(name, yaml, edited, exchange.user(), message));
    changed(exchange, name, "version " + saved.version());
    Envelope.send(exchange, edited == 0 ? 201 : 200, json -> write(json, saved, file));
  }

  private static String yaml(JsonBody body) {
    var yaml = body.at("yaml").text();
    if (yaml.isBlank() || yaml.length() > YAML_MAX) {
      throw ApiError.badData(
          "yaml: " + yaml.length() + " characters (expected: 1 to " + YAML_MAX + ")");
    }
    return yaml;
  }

  private void changed(Exchange exchange, String name, String what) {
    rules.takeUp();
    exchange.changed(name + ": " + what);
    live.tell(Topic.CONFIG, "rules " + name);
  }

  void delete(Exchange exchange) {
    var name = exchange.pathValue();
    if (!store.delete(name)) {
      throw unknown(name);
    }
    changed(exchange, name, "deleted");
    Envelope.done(exchange);
  }

  /// Says what is wrong with a text, or what it comes to; changes nothing.
  void check(Exchange exchange) throws IOException {
    var file = rules.read("rules", yaml(JsonBody.parse(exchange.body())));
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().field("good", file.isGood()).name("problems").beginArray();
          for (var problem : file.problems()) {
            var place = ApiError.inText(problem);
            json.beginObject().field("error", problem).field("line", place.line());
            json.field("column", place.column()).endObject();
          }
          json.endArray().name("groups").beginArray();
          for (var group : file.isGood() ? file.groups() : java.util.List.<RuleGroup>of()) {
            write(json, group);
          }
          json.endArray().endObject();
        });
  }

  private static void write(JsonWriter json, RuleGroup group) throws IOException {
    json.beginObject().field("name", group.name()).name("rules").beginArray();
    for (var rule : group.rules()) {
      json.beginObject().field("name", rule.name());
      json.field("type", rule instanceof Rule.Alert ? "alerting" : "recording");
      json.endObject();
    }
    json.endArray().endObject();
  }
}
