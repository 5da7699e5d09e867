package io.tocsin.api.events;

import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonBody;
import io.tocsin.model.Event;
import io.tocsin.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Makes events of bodies and holds them to their bounds.
final class EventDecoder {
  private static final int EVENTS_MAX = 1_000;
  private static final int ID_MAX = 256;
  private static final int TITLE_MAX = 512;
  private static final int TEXT_MAX = 8_192;
  private static final int LABELS_MAX = 64;
  private static final int VALUE_MAX = 1_024;
  private static final int ID_BYTES = 16;
  private static final Pattern KIND = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,63}");

  private EventDecoder() {}

  /// An event as it was told.
  ///
  /// @param quiet whether nobody is to be told
  record Told(Event event, boolean quiet) {}

  /// Reads one event or a list of them.
  ///
  /// @throws HttpError if it is none: names the field
  static List<Told> decode(JsonBody body, long nowMillis) {
    var items = body.isList() ? body.items() : List.of(body);
    if (items.size() > EVENTS_MAX) {
      throw new HttpError(
          400, "body: " + items.size() + " events (expected: at most " + EVENTS_MAX + ")");
    }
    return items.stream().map(item -> one(item, nowMillis)).toList();
  }

  private static Told one(JsonBody body, long nowMillis) {
    if (!(body.value() instanceof Map<?, ?>)) {
      throw body.refusal("an event, as {\"kind\":\"deployment\",\"title\":\"…\"}");
    }
    long start = body.at("time").time(nowMillis);
    long end = body.at("timeEnd").time(start);
    if (end < start) {
      throw body.at("timeEnd").refusal("not before time");
    }
    var title = body.at("title").text();
    if (title.isEmpty()) {
      throw body.at("title").refusal("a line of text");
    }
    var event =
        new Event(
            body.at("id").text(),
            body.at("kind").text(),
            start,
            end,
            title,
            body.at("text").text(),
            Labels.of(body.at("labels").texts()));
    return new Told(checked(event), body.at("notify").isFalse());
  }

  /// Returns the event, with an id made of what it says where it has none.
  ///
  /// @throws HttpError if it is larger than an event may be
  static Event checked(Event event) {
    if (!KIND.matcher(event.kind()).matches()) {
      throw new HttpError(
          400, "kind: " + event.kind() + " (expected: a word, as deployment or scaling)");
    }
    bound("id", event.id().length(), ID_MAX);
    bound("title", event.title().length(), TITLE_MAX);
    bound("text", event.text().length(), TEXT_MAX);
    bound("labels", event.labels().size(), LABELS_MAX);
    for (var label : event.labels()) {
      bound("label " + label.name(), label.value().length(), VALUE_MAX);
    }
    if (!event.id().isEmpty()) {
      return event;
    }
    return new Event(
        hash(event),
        event.kind(),
        event.startMillis(),
        event.endMillis(),
        event.title(),
        event.text(),
        event.labels());
  }

  private static void bound(String what, int length, int max) {
    if (length > max) {
      throw new HttpError(400, what + ": length " + length + " (expected: at most " + max + ")");
    }
  }

  private static String hash(Event event) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var bytes = sha.digest(event.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
