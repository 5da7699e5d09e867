package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `victorops_configs`: the generic REST endpoint of Splunk On-Call.
record VictorOps(
    Common common,
    SecretText apiKey,
    URI url,
    String routingKey,
    String messageType,
    Look look,
    Map<String, String> customFields)
    implements ServiceSpec {
  private static final int MESSAGE_MAX = 20_480;
  private static final Set<String> TYPES = Set.of("INFO", "WARNING", "CRITICAL");
  private static final Set<String> RESERVED =
      Set.of(
          "routing_key",
          "message_type",
          "state_message",
          "entity_display_name",
          "monitoring_tool",
          "entity_id",
          "entity_state");

  /// Templates.
  record Look(String stateMessage, String entityDisplayName, String monitoringTool) {}

  static VictorOps read(Keys keys, int index, Globals globals) {
    var routingKey = keys.text("routing_key");
    if (routingKey.isEmpty()) {
      throw keys.refusal("missing Routing key in VictorOps config");
    }
    var fields = keys.map("custom_fields");
    for (var field : fields.keySet()) {
      if (RESERVED.contains(field)) {
        throw keys.refusal(
            "victorOps config contains custom field "
                + field
                + " which cannot be used as it conflicts with the fixed/static fields");
      }
    }
    var own = keys.secret("api_key", "api_key_file");
    var apiKey = own == null ? globals.secrets().get("victorops_api_key") : own;
    var url = keys.url("api_url", globals.urls().get("victorops_api_url"));
    if (apiKey == null || url == null) {
      throw keys.refusal("no global VictorOps API Key set");
    }
    return new VictorOps(
        keys.common(index, true, globals.http()),
        apiKey,
        url,
        routingKey,
        keys.text("message_type", "CRITICAL"),
        new Look(
            keys.template("state_message", "victorops.default.state_message"),
            keys.template("entity_display_name", "victorops.default.entity_display_name"),
            keys.template("monitoring_tool", "victorops.default.monitoring_tool")),
        Map.copyOf(fields));
  }

  @Override
  public String type() {
    return "victorops";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var path = Urls.step(delivery.secret(apiKey)) + "/" + Urls.step(delivery.text(routingKey));
    var message = new TreeMap<String, String>();
    message.put("message_type", messageType(delivery));
    message.put("entity_id", delivery.keyHash());
    message.put("entity_display_name", delivery.text(look.entityDisplayName()));
    message.put("state_message", Cut.points(delivery.text(look.stateMessage()), MESSAGE_MAX));
    message.put("monitoring_tool", delivery.text(look.monitoringTool()));
    customFields.forEach((name, value) -> message.put(name, delivery.text(value)));
    var json = new Json();
    message.forEach(json::put);
    return delivery.check(delivery.postJson(Urls.below(url, path), json));
  }

  private String messageType(Delivery delivery) {
    if (delivery.notification().isAllResolved()) {
      return "RECOVERY";
    }
    var type = delivery.text(messageType);
    return TYPES.contains(type) ? type : "CRITICAL";
  }
}
