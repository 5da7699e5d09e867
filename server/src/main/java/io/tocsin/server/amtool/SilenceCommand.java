package io.tocsin.server.amtool;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.model.Matcher;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `tocsin silence …`: makes, finds, changes and ends silences.
final class SilenceCommand {
  private static final String SILENCES = "v2/silences";
  private static final String QUERY_SUMMARY =
      "Lists silences in force and to come, or with --expired those that are over";

  /// What `.` alone stands for: every alert that has a name.
  private static final String EVERY_ALERT = "alertname=~\".+\"";

  private SilenceCommand() {}

  static List<Command> commands() {
    return List.of(
        new Command(
            "silence add",
            "MATCHER...",
            "Makes a silence and prints its id; a first word alone is an alertname, . every alert",
            Options.with(
                Option.of("author", "NAME", "who makes it (default the user)", "a"),
                Option.of("comment", "TEXT", "why; must be given", "c"),
                Option.of("duration", "DURATION", "how long it lasts (default 1h)", "d"),
                Option.of("start", "TIME", "when it begins, RFC 3339 (default now)"),
                Option.of("end", "TIME", "when it ends, in place of a duration"),
                Option.of("annotation", "NAME=VALUE", "what else is known; may be repeated"),
                Option.flag("require-comment", "refuse one without a comment (default true)")),
            SilenceCommand::add),
        query("silence query"),
        new Command(
            "silence expire", "ID...", "Ends silences", Options.with(), SilenceCommand::expire),
        new Command(
            "silence import",
            "[FILE]",
            "Makes the silences of a JSON file, as silence query -o json writes it, or of the input",
            Options.with(
                Option.flag("force", "make new ones of those that are there already", "f"),
                Option.of("worker", "N", "accepted for the sake of existing scripts", "w")),
            (arguments, console) -> SilenceImport.run(arguments, console)),
        new Command(
            "silence update",
            "ID...",
            "Changes silences",
            Options.with(
                Option.of("comment", "TEXT", "the new comment", "c"),
                Option.of("duration", "DURATION", "how long it lasts from its start", "d"),
                Option.of("start", "TIME", "when it begins, RFC 3339"),
                Option.of("end", "TIME", "when it ends, in place of a duration"),
                Option.flag("quiet", "print ids only", "q")),
            SilenceCommand::update),
        query("silence"));
  }

  private static Command query(String name) {
    return new Command(
        name,
        "[MATCHER]...",
        QUERY_SUMMARY,
        Options.with(
            Option.flag("expired", "those that are over instead"),
            Option.flag("quiet", "print ids only", "q"),
            Option.of("created-by", "NAME", "those of one author"),
            Option.of("id", "ID", "the one with that id"),
            Option.of("within", "DURATION", "those that end, or have ended, within that time")),
        SilenceCommand::query);
  }

  private static int add(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var syntax = Options.syntax(arguments);
    var operands = arguments.operands();
    var texts =
        operands.equals(List.of("."))
            ? List.of(EVERY_ALERT)
            : CommandMatchers.named(operands, syntax);
    List<Matcher> matchers = CommandMatchers.parse(texts, syntax);
    if (matchers.isEmpty()) {
      throw new IOException("no matchers specified");
    }
    var start = start(arguments, Instant.ofEpochMilli(Clock.system().millis()));
    var end = end(arguments, start, arguments.value("duration", "1h"));
    var comment = arguments.value("comment", "");
    if (comment.isEmpty() && !arguments.value("require-comment", "true").equals("false")) {
      throw new IOException("comment required by config");
    }
    var silence = new LinkedHashMap<String, Object>();
    silence.put("matchers", matchers.stream().map(CommandMatchers::toJson).toList());
    silence.put("startsAt", start.toString());
    silence.put("endsAt", end.toString());
    silence.put("createdBy", arguments.value("author", System.getProperty("user.name", "")));
    silence.put("comment", comment);
    var annotations = CommandMatchers.pairs(arguments.all("annotation"), syntax, "annotations");
    if (!annotations.isEmpty()) {
      silence.put("annotations", annotations);
    }
    console.out().println(Remote.of(arguments).post(SILENCES, silence).at("silenceID").text());
    return 0;
  }

  private static Instant start(Arguments arguments, Instant otherwise) throws IOException {
    return arguments.has("start") ? Dates.parse(arguments.value("start", "")) : otherwise;
  }

  /// Returns the end that is given, or that follows from a duration.
  private static Instant end(Arguments arguments, Instant start, String duration)
      throws IOException {
    var end =
        arguments.has("end") ? Dates.parse(arguments.value("end", "")) : after(start, duration);
    if (start.isAfter(end)) {
      throw new IOException("silence cannot start after it ends");
    }
    return end;
  }

  private static Instant after(Instant start, String duration) throws IOException {
    long millis = millis(duration);
    if (millis == 0) {
      throw new IOException("silence duration must be greater than 0");
    }
    return start.plusMillis(millis);
  }

  private static long millis(String duration) throws IOException {
    try {
      return Durations.parse(duration);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int query(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var matchers = CommandMatchers.named(arguments.operands(), Options.syntax(arguments));
    var path = new StringBuilder(SILENCES);
    for (var matcher : matchers) {
      path.append(path.indexOf("?") < 0 ? "?" : "&");
      path.append("filter=").append(Remote.encoded(matcher));
    }
    var wanted = new Wanted(arguments, millis(arguments.value("within", "0")));
    var printer = Printer.of(arguments, console);
    var found =
        Remote.of(arguments).get(path.toString()).items().stream().filter(wanted::has).toList();
    if (arguments.isSet("quiet")) {
      found.forEach(silence -> console.out().println(silence.at("id").text()));
    } else {
      printer.silences(found);
    }
    return 0;
  }

  /// Which of the silences of an answer are shown.
  private record Wanted(Arguments arguments, long withinMillis) {
    boolean has(Json silence) {
      var now = Instant.ofEpochMilli(Clock.system().millis());
      var end = Dates.of(silence.at("endsAt"));
      boolean expired = arguments.isSet("expired");
      if (expired ? end.isAfter(now) : end.isBefore(now)) {
        return false;
      }
      if (withinMillis > 0
          && (expired
              ? end.isBefore(now.minusMillis(withinMillis))
              : end.isAfter(now.plusMillis(withinMillis)))) {
        return false;
      }
      return isAsked("created-by", silence.at("createdBy")) && isAsked("id", silence.at("id"));
    }

    private boolean isAsked(String option, Json value) {
      var asked = arguments.value(option, "");
      return asked.isEmpty() || asked.equals(value.text());
    }
  }

  private static int expire(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var remote = Remote.of(arguments);
    for (var id : ids(arguments)) {
      remote.delete("v2/silence/" + Remote.encoded(id));
    }
    return 0;
  }

  private static List<String> ids(Arguments arguments) throws IOException {
    if (arguments.operands().isEmpty()) {
      throw new IOException("no silence IDs specified");
    }
    return arguments.operands();
  }

  private static int update(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var remote = Remote.of(arguments);
    var printer = Printer.of(arguments, console);
    var updated = new ArrayList<Json>();
    for (var id : ids(arguments)) {
      var old = remote.get("v2/silence/" + Remote.encoded(id));
      var silence = changed(old, arguments);
      silence.put("id", remote.post(SILENCES, silence).at("silenceID").text());
      var shown = new LinkedHashMap<>(fields(old));
      shown.putAll(silence);
      updated.add(Json.parse(Json.print(shown)));
    }
    if (arguments.isSet("quiet")) {
      updated.forEach(silence -> console.out().println(silence.at("id").text()));
    } else {
      printer.silences(updated);
    }
    return 0;
  }

  private static Map<String, Object> fields(Json object) {
    var fields = new LinkedHashMap<String, Object>();
    if (object.value() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        if (value != null) {
          fields.put(String.valueOf(name), value);
        }
      });
    }
    return fields;
  }

  private static Map<String, Object> changed(Json old, Arguments arguments) throws IOException {
    var silence = fields(old);
    silence.keySet().removeAll(List.of("status", "updatedAt"));
    var start = start(arguments, Dates.of(old.at("startsAt")));
    var end = Dates.of(old.at("endsAt"));
    if (arguments.has("end") || arguments.has("duration")) {
      end = end(arguments, start, arguments.value("duration", ""));
    }
    if (start.isAfter(end)) {
      throw new IOException("silence cannot start after it ends");
    }
    silence.put("startsAt", start.toString());
    silence.put("endsAt", end.toString());
    if (arguments.has("comment")) {
      silence.put("comment", arguments.value("comment", ""));
    }
    return silence;
  }
}
