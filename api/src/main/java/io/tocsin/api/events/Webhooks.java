package io.tocsin.api.events;

import io.tocsin.api.http.JsonBody;
import io.tocsin.model.Event;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What webhooks of other programs become. Sources for their fields: GitHub's `deployment` and
/// `deployment_status`, GitLab's deployment events, Alertmanager's webhook version 4.
final class Webhooks {
  private static final int LINE_MAX = 512;
  private static final int TEXT_MAX = 8_192;

  private Webhooks() {}

  /// Returns the deployment, or nothing for other kinds of events.
  static List<Event> github(JsonBody body, long nowMillis) {
    var deployment = body.at("deployment");
    if (!deployment.isThere()) {
      return List.of();
    }
    var status = body.at("deployment_status");
    var repository = body.at("repository").at("full_name").text();
    var environment = deployment.at("environment").text();
    var state = status.isThere() ? status.at("state").text() : "created";
    long start = deployment.at("created_at").time(nowMillis);
    long changed = status.at("created_at").time(start);
    var labels =
        labels(
            Map.of(
                "source",
                "github",
                "repository",
                repository,
                "environment",
                environment,
                "ref",
                deployment.at("ref").text(),
                "sha",
                deployment.at("sha").text(),
                "author",
                deployment.at("creator").at("login").text(),
                "status",
                state));
    var text = status.at("description").text() + "\n" + deployment.at("description").text();
    return List.of(
        new Event(
            "github/" + repository + "/" + deployment.at("id").text(),
            "deployment",
            start,
            isOver(state) ? Math.max(start, changed) : start,
            line(title(repository, deployment.at("ref").text(), environment) + ": " + state),
            cut(text.strip(), TEXT_MAX),
            labels));
  }

  /// Returns the deployment, or nothing for other kinds of events.
  static List<Event> gitlab(JsonBody body, long nowMillis) {
    if (!body.at("object_kind").text().equals("deployment")) {
      return List.of();
    }
    var project = body.at("project").at("path_with_namespace").text();
    var environment = body.at("environment").text();
    var status = body.at("status").text();
    long changed = body.at("status_changed_at").time(nowMillis);
    var labels =
        labels(
            Map.of(
                "source",
                "gitlab",
                "repository",
                project,
                "environment",
                environment,
                "ref",
                body.at("ref").text(),
                "sha",
                body.at("short_sha").text(),
                "author",
                body.at("user").at("username").text(),
                "status",
                status));
    return List.of(
        new Event(
            "gitlab/" + project + "/" + body.at("deployment_id").text(),
            "deployment",
            changed,
            changed,
            line(title(project, body.at("ref").text(), environment) + ": " + status),
            cut(body.at("commit_title").text(), TEXT_MAX),
            labels));
  }

  /// Returns an event for each alert.
  static List<Event> alertmanager(JsonBody body, long nowMillis) {
    var events = new ArrayList<Event>();
    for (var alert : body.at("alerts").items()) {
      long start = alert.at("startsAt").time(nowMillis);
      boolean over = alert.at("status").text().equals("resolved");
      long end = over ? Math.max(start, alert.at("endsAt").time(start)) : start;
      var labels = alert.at("labels").texts();
      var name = labels.getOrDefault("alertname", "alert");
      var summary = alert.at("annotations").at("summary").text();
      labels.put("status", alert.at("status").text());
      events.add(
          new Event(
              "alertmanager/" + alert.at("fingerprint").text() + "/" + start,
              "alert",
              start,
              end,
              line(summary.isEmpty() ? name : name + ": " + summary),
              cut(alert.at("annotations").at("description").text(), TEXT_MAX),
              Labels.of(labels)));
    }
    return events;
  }

  private static boolean isOver(String state) {
    return List.of("success", "failure", "error", "inactive").contains(state);
  }

  private static String title(String repository, String ref, String environment) {
    var what = ref.isEmpty() ? repository : repository + " " + ref;
    return environment.isEmpty() ? what : what + " to " + environment;
  }

  private static Labels labels(Map<String, String> texts) {
    return Labels.of(new TreeMap<>(texts));
  }

  private static String line(String text) {
    return cut(text.replaceAll("\\s+", " "), LINE_MAX);
  }

  private static String cut(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }
}
