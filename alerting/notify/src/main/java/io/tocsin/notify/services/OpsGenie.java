package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `opsgenie_configs`: opens and closes an alert whose alias is the hash of the group's key.
record OpsGenie(
    Common common,
    SecretText apiKey,
    URI url,
    Look look,
    Map<String, String> details,
    List<Responder> responders,
    boolean updates)
    implements ServiceSpec {
  private static final int MESSAGE_MAX = 130;
  private static final String TYPES = "team|teams|user|escalation|schedule";

  /// Templates.
  record Look(
      String message,
      String description,
      String source,
      String entity,
      String actions,
      String tags,
      String note,
      String priority) {}

  record Responder(String id, String name, String username, String type) {
    boolean isEmpty() {
      return (id + name + username + type).isEmpty();
    }
  }

  static OpsGenie read(Keys keys, int index, Globals globals) {
    var url = keys.url("api_url", globals.urls().get("opsgenie_api_url"));
    var own = keys.secret("api_key", "api_key_file");
    var key = own == null ? globals.secrets().get("opsgenie_api_key") : own;
    if (url == null || key == null) {
      throw keys.refusal("no global OpsGenie API Key set either inline or in a file");
    }
    return new OpsGenie(
        keys.common(index, true, globals.http()),
        key,
        url,
        new Look(
            keys.template("message", "opsgenie.default.message"),
            keys.template("description", "opsgenie.default.description"),
            keys.template("source", "opsgenie.default.source"),
            keys.text("entity"),
            keys.text("actions"),
            keys.text("tags"),
            keys.text("note"),
            keys.text("priority")),
        Map.copyOf(keys.map("details")),
        keys.each("responders", OpsGenie::responder),
        keys.flag("update_alerts", false));
  }

  private static Responder responder(Keys keys) {
    var responder =
        new Responder(keys.text("id"), keys.text("name"), keys.text("username"), keys.text("type"));
    if ((responder.id() + responder.name() + responder.username()).isEmpty()) {
      throw keys.refusal(
          "opsGenieConfig responder has to have at least one of id, username or name specified");
    }
    boolean template = responder.type().contains("{{");
    if (!template && !responder.type().toLowerCase(Locale.ROOT).matches(TYPES)) {
      throw keys.refusal(
          "opsGenieConfig responder type does not match valid options ^(" + TYPES + ")$");
    }
    return responder;
  }

  @Override
  public String type() {
    return "opsgenie";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var header = "GenieKey " + delivery.hidden(delivery.text(delivery.secret(apiKey)).strip());
    Outcome outcome = Outcome.delivered();
    for (var ask : asks(delivery)) {
      outcome = delivery.check(delivery.send(ask.with("Authorization", header)), 429);
      if (!(outcome instanceof Outcome.Delivered)) {
        return outcome;
      }
    }
    return outcome;
  }

  private List<HttpAsk> asks(Delivery delivery) throws IOException {
    var alias = delivery.keyHash();
    var source = delivery.text(look.source());
    if (delivery.notification().isAllResolved()) {
      var json = new Json().put("source", source);
      return List.of(ask(delivery, "v2/alerts/" + alias + "/close", json));
    }
    var message = Cut.points(delivery.text(look.message()), MESSAGE_MAX);
    var description = delivery.text(look.description());
    var asks = new ArrayList<HttpAsk>();
    asks.add(ask(delivery, "v2/alerts", alert(delivery, message, description)));
    if (updates) {
      var path = "v2/alerts/" + alias;
      var first = new Json().text("message", message);
      var second = new Json().text("description", description);
      asks.add(ask(delivery, path + "/message", first).by("PUT"));
      asks.add(ask(delivery, path + "/description", second).by("PUT"));
    }
    return asks;
  }

  private HttpAsk ask(Delivery delivery, String path, Json json) throws IOException {
    var below = Urls.below(url, path);
    boolean byAlias = !path.equals("v2/alerts");
    var uri = byAlias ? Urls.withQuery(below, Map.of("identifierType", "alias")) : below;
    return HttpAsk.postJson(uri, json.line(), delivery.leftMillis());
  }

  private Json alert(Delivery delivery, String message, String description) {
    var all = new TreeMap<>(Facts.commonLabels(delivery.notification().alerts()));
    details.forEach((name, value) -> all.put(name, delivery.text(value)));
    return new Json()
        .put("alias", delivery.keyHash())
        .put("message", message)
        .text("description", description)
        .put("details", all)
        .put("source", delivery.text(look.source()))
        .list("responders", responders(delivery))
        .list("tags", split(delivery.text(look.tags())))
        .text("note", delivery.text(look.note()))
        .text("priority", delivery.text(look.priority()))
        .text("entity", delivery.text(look.entity()))
        .list("actions", split(delivery.text(look.actions())));
  }

  private List<Json> responders(Delivery delivery) {
    var out = new ArrayList<Json>();
    for (var template : responders) {
      var one =
          new Responder(
              delivery.text(template.id()),
              delivery.text(template.name()),
              delivery.text(template.username()),
              delivery.text(template.type()));
      if (one.type().equals("teams")) {
        split(one.name())
            .forEach(team -> out.add(new Json().text("name", team).put("type", "team")));
      } else if (!one.isEmpty()) {
        out.add(
            new Json()
                .text("id", one.id())
                .text("name", one.name())
                .text("username", one.username())
                .put("type", one.type()));
      }
    }
    return out;
  }

  private static List<String> split(String text) {
    return List.of(text.strip().split(",", -1)).stream().filter(t -> !t.isEmpty()).toList();
  }
}
