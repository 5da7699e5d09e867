package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.Credentials.Authorization;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;

/// `webex_configs`: a message in a room.
record Webex(Common common, URI url, String message, String roomId) implements ServiceSpec {
  private static final int MESSAGE_MAX_BYTES = 7439;

  static Webex read(Keys keys, int index, Globals globals) {
    var roomId = keys.text("room_id");
    if (roomId.isEmpty()) {
      throw keys.refusal("missing room_id on webex_config");
    }
    var http = keys.http();
    if (http == null || !(http.credentials() instanceof Authorization)) {
      throw keys.refusal("missing webex_configs.http_config.authorization");
    }
    var url = keys.url("api_url", globals.urls().get("webex_api_url"));
    return new Webex(
        keys.common(index, true, globals.http()),
        url == null ? URI.create("https://webexapis.com/v1/messages") : url,
        keys.template("message", "webex.default.message"),
        roomId);
  }

  @Override
  public String type() {
    return "webex";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var json =
        new Json()
            .put("markdown", Cut.bytes(delivery.text(message), MESSAGE_MAX_BYTES))
            .text("roomId", delivery.text(roomId));
    return delivery.check(delivery.postJson(url, json));
  }
}
