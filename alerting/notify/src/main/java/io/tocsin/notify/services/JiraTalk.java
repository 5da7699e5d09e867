package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpAsk;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is said to Jira for one notification: look for the issue, write it, move it. For one
/// thread.
final class JiraTalk {
  private static final int SUMMARY_MAX = 255;
  private static final int DESCRIPTION_MAX = 32_767;

  private final Jira spec;
  private final Delivery delivery;
  private final boolean firing;

  JiraTalk(Jira spec, Delivery delivery) {
    this.spec = spec;
    this.delivery = delivery;
    this.firing = !delivery.notification().isAllResolved();
  }

  Outcome send() throws IOException {
    var found = ask("POST", searchUrl(), search());
    var problem = delivery.check(found, 429);
    if (!(problem instanceof Outcome.Delivered)) {
      return problem;
    }
    var result = Said.of(found);
    if (result == null) {
      throw new Refusal("jira: the answer to the search is no JSON");
    }
    var issues = result.list("issues");
    if (issues.isEmpty()) {
      return firing
          ? delivery.check(ask("POST", path("issue"), written(false)), 429)
          : Outcome.delivered();
    }
    return update(issues.getFirst());
  }

  private Outcome update(Said issue) throws IOException {
    var key = issue.text("key");
    var written = delivery.check(ask("PUT", path("issue/" + Urls.step(key)), written(true)), 429);
    var category = issue.inner("fields").inner("status").inner("statusCategory").text("key");
    boolean done = category.equals("done");
    var transition = firing ? spec.moves().reopen() : spec.moves().resolve();
    boolean moves = done == firing && !transition.isEmpty() && !category.isEmpty();
    if (!(written instanceof Outcome.Delivered) || !moves) {
      return written;
    }
    return move(path("issue/" + Urls.step(key) + "/transitions"), key, transition);
  }

  private Outcome move(URI transitions, String issue, String name) throws IOException {
    var known = delivery.send(withLanguage(HttpAsk.get(transitions, delivery.leftMillis())));
    var problem = delivery.check(known, 429);
    if (!(problem instanceof Outcome.Delivered)) {
      return problem;
    }
    var said = Said.of(known);
    for (var one : said == null ? List.<Said>of() : said.list("transitions")) {
      if (one.text("name").equals(name)) {
        var to = new Json().put("transition", new Json().put("id", one.text("id")));
        return delivery.check(ask("POST", transitions, to), 429);
      }
    }
    throw new Refusal("can't find transition " + name + " for issue " + issue);
  }

  private URI path(String path) {
    return Urls.below(spec.url(), path);
  }

  private URI searchUrl() {
    var host = spec.url().getHost();
    boolean cloud =
        spec.apiType().equals("cloud")
            || (spec.apiType().equals("auto") && host != null && host.endsWith("atlassian.net"));
    if (!cloud) {
      return path("search");
    }
    var url = path("search/jql").toString();
    int old = url.indexOf("/rest/api/2/");
    return old < 0
        ? URI.create(url)
        : URI.create(url.substring(0, old) + "/rest/api/3/" + url.substring(old + 12));
  }

  private Json search() {
    var jql = new StringBuilder();
    var moves = spec.moves();
    if (!moves.wontFix().isEmpty()) {
      var name = quoted(moves.wontFix());
      jql.append("(resolution is EMPTY or resolution != ").append(name).append(") and ");
    }
    long minutes = moves.reopenMillis() / 60_000;
    if (firing && !moves.reopen().isEmpty() && minutes > 0) {
      jql.append("(resolutiondate is EMPTY OR resolutiondate >= -")
          .append(minutes)
          .append("m) and ");
    } else {
      jql.append("statusCategory != Done and ");
    }
    jql.append("project=").append(quoted(delivery.text(spec.issue().project())));
    jql.append(" and labels=").append(quoted(label()));
    jql.append(" order by status ASC,resolutiondate DESC");
    return new Json()
        .put("fields", List.of("status"))
        .put("jql", jql.toString())
        .put("maxResults", 2);
  }

  private String label() {
    return "ALERT{" + delivery.keyHash() + "}";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /// Returns the issue as it is to be.
  private Json written(boolean update) {
    var issue = spec.issue();
    var fields = new TreeMap<String, @Nullable Object>();
    if (!update || issue.summary().updates()) {
      fields.put("summary", Cut.points(delivery.text(issue.summary().template()), SUMMARY_MAX));
    }
    var description = description();
    if (description != null && (!update || issue.description().updates())) {
      fields.put("description", description);
    }
    fields.put("issuetype", new Json().text("name", delivery.text(issue.issueType())));
    fields.put("project", new Json().put("key", delivery.text(issue.project())));
    var labels = new ArrayList<String>();
    issue.labels().forEach(label -> labels.add(delivery.text(label)));
    labels.add(label());
    labels.sort(null);
    fields.put("labels", labels);
    var priority = delivery.text(issue.priority());
    if (!priority.isEmpty()) {
      fields.put("priority", new Json().put("name", priority));
    }
    if (Payload.expanded(spec.fields(), delivery.texts()) instanceof Map<?, ?> own) {
      own.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }
    return new Json().put("fields", fields);
  }

  /// Version 3 of the API wants a document in JSON, the others a text.
  private @Nullable Object description() {
    var template = spec.issue().description().template();
    var text = Cut.points(delivery.text(template), DESCRIPTION_MAX);
    var path = String.valueOf(spec.url().getPath());
    if (!path.replaceFirst("/+$", "").endsWith("/3")) {
      return text.isEmpty() ? null : text;
    }
    var json = text.strip();
    if (json.isEmpty()) {
      return null;
    }
    try {
      Yaml.parse("description", json.replace('\t', ' '));
    } catch (ConfigException e) {
      throw new Refusal("description template: invalid JSON for API v3");
    }
    if (!json.matches("(?s)[\\[{\"].*")) {
      throw new Refusal("description template: invalid JSON for API v3");
    }
    return new Json.Raw(json);
  }

  private HttpAnswer ask(String method, URI uri, Json json) throws IOException {
    var ask = HttpAsk.postJson(uri, json.line(), delivery.leftMillis()).by(method);
    return delivery.send(withLanguage(ask));
  }

  private static HttpAsk withLanguage(HttpAsk ask) {
    return ask.with("Content-Type", "application/json").with("Accept-Language", "en");
  }
}
