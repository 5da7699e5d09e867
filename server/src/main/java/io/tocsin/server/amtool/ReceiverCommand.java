package io.tocsin.server.amtool;

import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import io.tocsin.server.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// `tocsin notify test` and `tocsin routes test`: what amtool cannot ask, of this program's servers
/// only.
final class ReceiverCommand {
  private ReceiverCommand() {}

  static List<Command> commands() {
    return List.of(
        new Command(
            "notify test",
            "RECEIVER",
            "Sends a test through every way out of a receiver; exit 1 if any fails",
            Options.with(),
            ReceiverCommand::test),
        new Command(
            "routes test",
            "LABEL=VALUE...",
            "Says which receivers an alert with these labels goes to, why, and at what hour",
            Options.with(
                Option.of("at", "TIME", "RFC 3339 or Unix seconds (default now)", "time"),
                Option.of("config.file", "FILE", "a configuration in place of a server's")),
            ReceiverCommand::routes));
  }

  private static int test(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    if (arguments.operands().size() != 1) {
      throw new UsageException("notify test: one receiver (expected: RECEIVER)");
    }
    var receiver = arguments.operands().getFirst();
    var path = "v1/alerting/receivers/" + Remote.encoded(receiver) + "/test";
    var answer = Remote.of(arguments).post(path, "");
    if (arguments.value("output", "").equals("json")) {
      console.out().println(answer.at("data").print());
    }
    boolean good = true;
    for (var result : answer.at("data").items()) {
      boolean delivered = result.at("outcome").text().equals("delivered");
      good &= delivered;
      if (!arguments.value("output", "").equals("json")) {
        var line = receiver + "/" + result.at("integration").text() + ": ";
        console.out().println(line + (delivered ? "delivered" : reason(result)));
      }
    }
    return good ? 0 : 1;
  }

  private static String reason(Json result) {
    var words = result.at("outcome").text() + ": " + result.at("message").text();
    return words + " (" + result.at("reason").text() + ")";
  }

  private static int routes(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var data = arguments.has("config.file") ? RoutesOfFile.explain(arguments) : asked(arguments);
    if (arguments.value("output", "").equals("json")) {
      console.out().println(data.print());
      return 0;
    }
    console.out().println("at " + Dates.of(arguments).print(data.at("time")));
    for (var route : data.at("routes").items()) {
      console.out().println(line(route));
      for (var step : route.at("path").items()) {
        var matchers = step.at("matchers").text();
        console
            .out()
            .println(
                "  line "
                    + step.at("line").text()
                    + ": "
                    + (matchers.equals("{}") ? "every alert" : matchers)
                    + (step.at("continue").isTrue() ? ", and the next routes too" : ""));
      }
    }
    return 0;
  }

  private static Json asked(Arguments arguments) throws IOException, InterruptedException {
    var path = new StringBuilder("v1/alerting/routes?time=");
    path.append(Remote.encoded(arguments.value("at", "")));
    for (var label : arguments.operands()) {
      path.append("&match%5B%5D=").append(Remote.encoded(label));
    }
    return Remote.of(arguments).get(path.toString()).at("data");
  }

  private static String line(Json route) {
    var receiver = route.at("receiver").text();
    if (!route.at("muted").isTrue()) {
      return receiver + ": is told";
    }
    return receiver
        + ": is not told, because it is "
        + route.at("mutedBy").items().stream()
            .map(muting ->
                (muting.at("outsideOfActive").isTrue() ? "outside of " : "inside of ")
                    + muting.at("interval").text())
            .collect(Collectors.joining(" and "));
  }
}
