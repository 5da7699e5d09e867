package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `pagerduty_configs`: Events API v2 with a routing key, v1 with a service key. The group is one
/// alert: its key is the deduplication key.
///
/// @param url version 1 has but one
/// @param details texts and more, each a template
record PagerDuty(
    Common common, Key key, URI url, Event event, Map<String, Object> details, long timeoutMillis)
    implements ServiceSpec {
  private static final Logger LOG = LoggerFactory.getLogger(PagerDuty.class);
  private static final URI V1 =
      URI.create("https://events.pagerduty.com/generic/2010-04-15/create_event.json");
  private static final int SUMMARY_MAX = 1024;
  private static final int EVENT_MAX_BYTES = 512_000;
  private static final String TOO_LARGE =
      "Custom details have been removed because the original event exceeds the maximum size of"
          + " 512KB";
  private static final Map<String, String> DETAILS =
      Map.of(
          "firing", "{{ .Alerts.Firing | toJson }}",
          "resolved", "{{ .Alerts.Resolved | toJson }}",
          "num_firing", "{{ .Alerts.Firing | len }}",
          "num_resolved", "{{ .Alerts.Resolved | len }}");

  /// @param service whether it is a service key, for version 1
  record Key(SecretText text, boolean service) {}

  /// What is said: templates.
  record Event(
      String client,
      String clientUrl,
      String description,
      Origin origin,
      List<Image> images,
      List<Link> links) {}

  record Origin(String source, String severity, String type, String component, String group) {}

  record Image(String src, String alt, String href) {}

  record Link(String href, String text) {}

  static PagerDuty read(Keys keys, int index, Globals globals) {
    var routing = keys.secret("routing_key", "routing_key_file");
    var service = keys.secret("service_key", "service_key_file");
    var key = service == null ? routing : service;
    if (key == null) {
      throw keys.refusal("missing service or routing key in PagerDuty config");
    }
    var url = keys.url("url", globals.urls().get("pagerduty_url"));
    if (url == null) {
      throw keys.refusal("no global PagerDuty URL set");
    }
    return new PagerDuty(
        keys.common(index, true, globals.http()),
        new Key(key, service != null),
        service == null ? url : V1,
        event(keys),
        details(keys),
        keys.goMillis("timeout", 0));
  }

  private static Event event(Keys keys) {
    var client = keys.template("client", "pagerduty.default.client");
    var source = keys.text("source");
    var severity = keys.text("severity");
    return new Event(
        client,
        keys.template("client_url", "pagerduty.default.clientURL"),
        keys.template("description", "pagerduty.default.description"),
        new Origin(
            source.isEmpty() ? client : source,
            severity.isEmpty() ? "error" : severity,
            keys.text("class"),
            keys.text("component"),
            keys.text("group")),
        keys.each("images", i -> new Image(i.text("src"), i.text("alt"), i.text("href"))),
        keys.each("links", l -> new Link(l.text("href"), l.text("text"))));
  }

  private static Map<String, Object> details(Keys keys) {
    var details = new TreeMap<String, Object>(DETAILS);
    var node = keys.node("details");
    if (node != null) {
      node.entries()
          .forEach((name, value) -> {
            var read = Payload.read(value);
            details.put(name, read == null ? "" : read);
          });
    }
    return Map.copyOf(details);
  }

  @Override
  public String type() {
    return "pagerduty";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var action = delivery.notification().isAllResolved() ? "resolve" : "trigger";
    var secret = delivery.hidden(delivery.text(delivery.secret(key.text())));
    if (secret.isEmpty()) {
      throw new Refusal((key.service() ? "service" : "routing") + " key cannot be empty");
    }
    var expanded = Payload.expanded(new TreeMap<>(details), delivery.texts());
    var json = message(delivery, secret, action, expanded);
    if (json.line().getBytes(StandardCharsets.UTF_8).length > EVENT_MAX_BYTES) {
      LOG.atWarn()
          .addKeyValue("receiver", delivery.notification().receiver())
          .log("pagerduty: event larger than 512 KB, sent without its details");
      json = message(delivery, secret, action, Map.of("error", TOO_LARGE));
    }
    var answer = delivery.postJson(url, json);
    return delivery.check(answer, said(answer), key.service() ? 403 : 429);
  }

  private Json message(Delivery delivery, String secret, String action, @Nullable Object details) {
    return key.service()
        ? version1(delivery, secret, action, details)
        : version2(delivery, secret, action, details);
  }

  private String summary(Delivery delivery) {
    return Cut.points(delivery.text(event.description()), SUMMARY_MAX);
  }

  private Json version1(Delivery delivery, String secret, String action, @Nullable Object details) {
    boolean trigger = action.equals("trigger");
    return new Json()
        .put("service_key", secret)
        .put("incident_key", delivery.keyHash())
        .put("event_type", action)
        .text("description", summary(delivery))
        .put("event_action", "")
        .put("payload", null)
        .text("client", trigger ? delivery.text(event.client()) : "")
        .text("client_url", trigger ? delivery.text(event.clientUrl()) : "")
        .put("details", details);
  }

  private Json version2(Delivery delivery, String secret, String action, @Nullable Object details) {
    var origin = event.origin();
    var payload =
        new Json()
            .put("summary", summary(delivery))
            .put("source", delivery.text(origin.source()))
            .put("severity", delivery.text(origin.severity()))
            .text("class", delivery.text(origin.type()))
            .text("component", delivery.text(origin.component()))
            .text("group", delivery.text(origin.group()))
            .put("custom_details", details);
    return new Json()
        .put("routing_key", secret)
        .put("dedup_key", delivery.keyHash())
        .put("event_action", action)
        .put("payload", payload)
        .text("client", delivery.text(event.client()))
        .text("client_url", delivery.text(event.clientUrl()))
        .list("images", images(delivery))
        .list("links", links(delivery));
  }

  private List<Json> images(Delivery delivery) {
    return event.images().stream()
        .map(
            i -> new Image(delivery.text(i.src()), delivery.text(i.alt()), delivery.text(i.href())))
        .filter(i -> !i.src().isEmpty())
        .map(i -> new Json().put("src", i.src()).put("alt", i.alt()).put("href", i.href()))
        .toList();
  }

  private List<Json> links(Delivery delivery) {
    return event.links().stream()
        .map(l -> new Link(delivery.text(l.href()), delivery.text(l.text())))
        .filter(l -> !l.href().isEmpty())
        .map(l -> new Json().put("href", l.href()).put("text", l.text()))
        .toList();
  }

  /// Of a bad request the answer says what was wrong.
  private static String said(HttpAnswer answer) {
    var said = answer.status() == 400 ? Said.of(answer) : null;
    return said == null ? "" : said.text("message") + ": " + said.texts("errors", ",");
  }
}
