package io.tocsin.server.amtool;

import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `tocsin alert …`: tells of an alert, lists alerts, says that somebody has taken one on.
final class AlertCommand {
  private AlertCommand() {}

  static List<Command> commands() {
    return List.of(
        new Command(
            "alert add",
            "LABEL=VALUE...",
            "Tells a server of an alert; a first word alone is its alertname",
            Options.with(
                Option.of("annotation", "NAME=VALUE", "what is said of it; may be repeated"),
                Option.of("generator-url", "URL", "where it comes from"),
                Option.of("start", "TIME", "when it began, RFC 3339"),
                Option.of("end", "TIME", "when it ends or ended")),
            AlertCommand::add),
        query("alert query"),
        new Command(
            "alert acknowledge",
            "FINGERPRINT...",
            "Says that somebody has taken alerts on, until they are over",
            Options.with(
                Option.of("author", "NAME", "who has (default the user)", "a"),
                Option.of("comment", "TEXT", "may be empty", "c")),
            AlertCommand::acknowledge),
        query("alert"));
  }

  private static Command query(String name) {
    return new Command(
        name,
        "[MATCHER]...",
        "Lists active alerts, or those in the states that are asked for",
        Options.with(
            Option.flag("active", "those that nothing keeps back", "a"),
            Option.flag("silenced", "silenced ones", "s"),
            Option.flag("inhibited", "inhibited ones", "i"),
            Option.flag("unprocessed", "those not looked at yet", "u"),
            Option.of("receiver", "REGEX", "those that go to such a receiver", "r")),
        AlertCommand::query);
  }

  private static int add(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var syntax = Options.syntax(arguments);
    var texts = CommandMatchers.named(arguments.operands(), syntax);
    var alert = new LinkedHashMap<String, Object>();
    alert.put("labels", CommandMatchers.pairs(texts, syntax, "labels"));
    alert.put(
        "annotations", CommandMatchers.pairs(arguments.all("annotation"), syntax, "annotations"));
    for (var time : List.of("start", "end")) {
      if (arguments.has(time)) {
        alert.put(time + "sAt", Dates.parse(arguments.value(time, "")).toString());
      }
    }
    if (arguments.has("generator-url")) {
      alert.put("generatorURL", arguments.value("generator-url", ""));
    }
    Remote.of(arguments).post("v2/alerts", List.of(alert));
    return 0;
  }

  private static int query(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var states = List.of("inhibited", "silenced", "active", "unprocessed");
    boolean any = states.stream().anyMatch(arguments::isSet);
    var path = new StringBuilder("v2/alerts?receiver=");
    path.append(Remote.encoded(arguments.value("receiver", "")));
    for (var state : states) {
      boolean wanted = any ? arguments.isSet(state) : state.equals("active");
      path.append('&').append(state).append('=').append(wanted);
    }
    for (var matcher : CommandMatchers.named(arguments.operands(), Options.syntax(arguments))) {
      path.append("&filter=").append(Remote.encoded(matcher));
    }
    var printer = Printer.of(arguments, console);
    printer.alerts(Remote.of(arguments).get(path.toString()).items());
    return 0;
  }

  private static int acknowledge(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    if (arguments.operands().isEmpty()) {
      throw new IOException("no fingerprints specified");
    }
    var remote = Remote.of(arguments);
    for (var fingerprint : arguments.operands()) {
      var path = "v1/alerting/alerts/" + Remote.encoded(fingerprint) + "/acknowledge";
      var by = arguments.value("author", System.getProperty("user.name", ""));
      var kept = remote.post(path, Map.of("by", by, "comment", arguments.value("comment", "")));
      console.out().println(fingerprint + ": " + kept.at("data").at("by").text());
    }
    return 0;
  }
}
