package io.tocsin.notify.services;

import io.tocsin.kit.YamlNode;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `jira_configs`: one issue for a group, found again by a label with the hash of the group's key.
///
/// @param apiType auto, cloud or datacenter
/// @param fields further ones; their texts are templates
record Jira(
    Common common, URI url, String apiType, Issue issue, Moves moves, Map<String, Object> fields)
    implements ServiceSpec {
  /// Templates; the summary and the description may be left alone when an issue is updated.
  record Issue(
      String project,
      String issueType,
      Field summary,
      Field description,
      List<String> labels,
      String priority) {}

  /// @param updates whether an update writes it again
  record Field(String template, boolean updates) {}

  /// The names of transitions; empty for none.
  ///
  /// @param wontFix the resolution of issues that are not opened again
  record Moves(String reopen, String resolve, String wontFix, long reopenMillis) {}

  static Jira read(Keys keys, int index, Globals globals) {
    for (var key : List.of("project", "issue_type")) {
      if (!keys.has(key)) {
        throw keys.refusal("missing " + key + " in jira_config");
      }
    }
    var apiType = keys.text("api_type", "auto");
    if (!Set.of("auto", "cloud", "datacenter").contains(apiType)) {
      throw keys.refusal("unknown api_type on jira_config, must be auto, cloud or datacenter");
    }
    var url = keys.url("api_url", globals.urls().get("jira_api_url"));
    if (url == null) {
      throw keys.refusal("no global Jira Cloud URL set");
    }
    return new Jira(
        keys.common(index, true, globals.http()),
        url,
        apiType,
        new Issue(
            keys.text("project"),
            keys.text("issue_type"),
            field(keys, "summary", "{{ template \"jira.default.summary\" . }}"),
            field(keys, "description", "{{ template \"jira.default.description\" . }}"),
            keys.texts("labels"),
            keys.template("priority", "jira.default.priority")),
        new Moves(
            keys.text("reopen_transition"),
            keys.text("resolve_transition"),
            keys.text("wont_fix_resolution"),
            keys.durationMillis("reopen_duration", 0)),
        fields(keys));
  }

  private static Field field(Keys keys, String key, String otherwise) {
    var node = keys.node(key);
    if (node == null) {
      return new Field(otherwise, true);
    }
    if (node.kind() == YamlNode.Kind.TEXT) {
      return new Field(node.text(), true);
    }
    var field =
        keys.inner(
            key, f -> new Field(f.text("template", otherwise), f.flag("enable_update", true)));
    return field == null ? new Field(otherwise, true) : field;
  }

  private static Map<String, Object> fields(Keys keys) {
    var node = keys.node("fields");
    var fields = new TreeMap<String, Object>();
    if (node != null) {
      node.entries()
          .forEach((name, value) -> {
            var read = Payload.read(value);
            fields.put(name, read == null ? "" : read);
          });
    }
    return Map.copyOf(fields);
  }

  @Override
  public String type() {
    return "jira";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    return new JiraTalk(this, delivery).send();
  }
}
