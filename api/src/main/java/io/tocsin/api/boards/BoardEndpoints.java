package io.tocsin.api.boards;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.live.Live;
import io.tocsin.api.live.Topic;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Lists, shows, saves and deletes boards.
final class BoardEndpoints {
  private static final Pattern WORDS = Pattern.compile("\\s+");

  private static final int TEXT_MAX = 200;
  private static final int MESSAGE_MAX = 1_000;
  private static final Pattern UID = Pattern.compile("(?m)^uid\\s*:");

  private final BoardLibrary boards;
  private final Live live;

  BoardEndpoints(BoardLibrary boards, Live live) {
    this.boards = boards;
    this.live = live;
  }

  void list(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var search = parameters.value("search").toLowerCase(Locale.ROOT);
    var tags = Set.copyOf(parameters.all("tag"));
    var folders = parameters.all("folder");
    var starred = boards.store().starred(exchange.user());
    var all = parameters.value("deleted").equals("true") ? boards.store().deleted() : boards.list();
    var found =
        all.stream()
            .filter(board -> folders.isEmpty() || folders.contains(board.folder()))
            .filter(board -> Set.copyOf(board.tags()).containsAll(tags))
            .filter(board -> matches(board, search))
            .toList();
    Envelope.send(
        exchange,
        json -> {
          json.beginArray();
          for (var board : found) {
            json.beginObject().field("uid", board.uid());
            write(json, board, starred);
            json.endObject();
          }
          json.endArray();
        });
  }

  private static boolean matches(BoardEntry board, String search) {
    var text = (board.title() + ' ' + board.folder() + ' ' + String.join(" ", board.tags()));
    var all = text.toLowerCase(Locale.ROOT);
    return WORDS.splitAsStream(search).allMatch(all::contains);
  }

  private static void write(JsonWriter json, BoardEntry board, Set<String> starred)
      throws IOException {
    json.field("title", board.title()).field("folder", board.folder());
    json.name("tags").strings(board.tags()).field("panels", board.panels());
    json.field("version", board.version()).name("updated").seconds(board.updatedMillis());
    json.field("updatedBy", board.updatedBy()).field("source", board.source());
    json.field("editable", board.isEditable());
    json.field("starred", starred.contains(board.uid()));
  }

  void show(Exchange exchange) throws IOException {
    var board = boards.find(exchange.pathValue(), version(exchange));
    var starred = boards.store().starred(exchange.user());
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject().name("dashboard").raw(board.json()).name("meta").beginObject();
          write(json, board.entry(), starred);
          json.field("message", board.message()).endObject().endObject();
        });
  }

  private static long version(Exchange exchange) throws IOException {
    var text = exchange.parameters().value("version");
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw ApiError.badData("version: " + text + " (expected: a whole number from 1)");
    }
    return Long.parseLong(text);
  }

  void create(Exchange exchange) throws IOException {
    var request = request(exchange, BoardLibrary.newUid());
    var made = boards.create(draft(exchange, request, request.text().uid()));
    done(exchange, 201, made);
  }

  void save(Exchange exchange) throws IOException {
    var uid = exchange.pathValue();
    var request = request(exchange, uid);
    var edited = request.version();
    if (edited == 0) {
      throw ApiError.badData("version: missing (expected: the one that was edited)");
    }
    done(exchange, 200, boards.save(draft(exchange, request, uid), edited));
  }

  /// What was sent: JSON around a board, or the bare board in YAML with the rest as parameters.
  private record Request(BoardText text, String folder, String message, long version) {}

  /// @param uid for a board that has none
  private static Request request(Exchange exchange, String uid) throws IOException {
    var bytes = Sent.body(exchange);
    if (exchange.header("Content-Type").contains("yaml")) {
      var parameters = exchange.parameters();
      return new Request(
          BoardText.read(withUid(new String(bytes, StandardCharsets.UTF_8), uid)),
          parameters.value("folder"),
          parameters.value("message"),
          version(exchange));
    }
    var body = JsonBody.parse(bytes);
    var board = body.at("dashboard");
    long version = body.at("version").isThere() ? body.at("version").whole() : 0;
    return new Request(
        BoardText.read(withUid(board, uid).json()),
        body.at("folder").text(),
        body.at("message").text(),
        version);
  }

  private static JsonBody withUid(JsonBody board, String uid) {
    if (!(board.value() instanceof Map<?, ?> fields)) {
      throw board.refusal("a dashboard");
    }
    if (!board.at("uid").text().isEmpty()) {
      return board;
    }
    var copy = new LinkedHashMap<Object, Object>(fields);
    copy.put("uid", uid);
    return new JsonBody(board.path(), copy);
  }

  /// At its end, so that the lines stay where they are.
  private static String withUid(String yaml, String uid) {
    return UID.matcher(yaml).find() ? yaml : yaml + "\nuid: " + uid + "\n";
  }

  private static BoardDraft draft(Exchange exchange, Request request, String uid) {
    bound("folder", request.folder(), TEXT_MAX);
    bound("message", request.message(), MESSAGE_MAX);
    return new BoardDraft(
        request.text().withUid(uid), request.folder(), exchange.user(), request.message());
  }

  private static void bound(String name, String text, int max) {
    if (text.length() > max) {
      throw ApiError.badData(
          name + ": " + text.length() + " characters (expected: at most " + max + ")");
    }
  }

  private void done(Exchange exchange, int status, BoardEntry entry) throws IOException {
    told(exchange, entry.uid(), entry.title() + ", version " + entry.version());
    Envelope.send(
        exchange,
        status,
        json ->
            json.beginObject()
                .field("uid", entry.uid())
                .field("version", entry.version())
                .endObject());
  }

  private void told(Exchange exchange, String uid, String what) {
    exchange.changed(uid + ": " + what);
    live.tell(Topic.DASHBOARDS, uid);
  }

  void delete(Exchange exchange) {
    var uid = exchange.pathValue();
    boards.delete(uid);
    told(exchange, uid, "deleted");
    Envelope.done(exchange);
  }

  void undelete(Exchange exchange) {
    var uid = exchange.pathValue();
    boards.store().undelete(uid);
    told(exchange, uid, "undeleted");
    Envelope.done(exchange);
  }

  void versions(Exchange exchange) throws IOException {
    var versions = boards.store().versions(exchange.pathValue());
    Envelope.send(
        exchange,
        json -> {
          json.beginArray();
          for (var one : versions) {
            json.beginObject().field("version", one.version());
            json.name("updated").seconds(one.updatedMillis());
            json.field("updatedBy", one.updatedBy()).field("message", one.message()).endObject();
          }
          json.endArray();
        });
  }

  /// An older version becomes the newest: nothing of the history is lost.
  void restore(Exchange exchange) throws IOException {
    var body = JsonBody.parse(Sent.body(exchange));
    long version = body.at("version").whole();
    var made = boards.restore(exchange.pathValue(), version, exchange.user());
    done(exchange, 200, made);
  }

  void star(Exchange exchange, boolean starred) {
    boards.find(exchange.pathValue(), 0);
    boards.store().star(exchange.user(), exchange.pathValue(), starred);
    Envelope.done(exchange);
  }

  void take(Exchange exchange) throws IOException {
    var text = BoardText.imported(new String(Sent.body(exchange), StandardCharsets.UTF_8));
    var parameters = exchange.parameters();
    if (!parameters.value("save").equals("true")) {
      ImportWriter.send(exchange, 200, text, "");
      return;
    }
    var folder = parameters.value("folder");
    bound("folder", folder, TEXT_MAX);
    var wanted = parameters.value("uid");
    var uid = wanted.equals("new") ? BoardLibrary.newUid() : wanted.isEmpty() ? text.uid() : wanted;
    var draft = new BoardDraft(text.withUid(uid), folder, exchange.user(), "imported");
    var made = boards.take(draft, parameters.value("overwrite").equals("true"));
    told(exchange, made.uid(), made.title());
    ImportWriter.send(exchange, 201, text, made.uid());
  }

  void give(Exchange exchange) throws IOException {
    var board = boards.find(exchange.pathValue(), version(exchange));
    var format = exchange.parameters().value("format");
    var name = board.entry().uid();
    switch (format) {
      case "yaml" ->
          file(exchange, name + ".yaml", "application/yaml", BoardText.yaml(board.json()));
      case "", "json" ->
          file(exchange, name + ".json", "application/json", BoardText.pretty(board.json()));
      case "grafana" ->
          file(
              exchange,
              name + ".grafana.json",
              "application/json",
              BoardText.grafana(board.json()));
      default -> throw ApiError.badData("format: " + format + " (expected: yaml, json or grafana)");
    }
  }

  private static void file(Exchange exchange, String name, String type, String text) {
    exchange.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    exchange.send(200, type, text.getBytes(StandardCharsets.UTF_8));
  }
}
