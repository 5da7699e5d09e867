package io.tocsin.server.amtool;

import io.tocsin.notify.Matchers;
import io.tocsin.server.Arguments;
import io.tocsin.server.Console;
import io.tocsin.server.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints answers as amtool does, in the form that `--output` names.
record Printer(Form form, Dates dates, Console console) {
  /// What answers look like.
  enum Form {
    SIMPLE,
    EXTENDED,
    JSON
  }

  static Printer of(Arguments arguments, Console console) {
    var output = arguments.value("output", "simple");
    var form =
        switch (output) {
          case "simple" -> Form.SIMPLE;
          case "extended" -> Form.EXTENDED;
          case "json" -> Form.JSON;
          default ->
              throw new UsageException(
                  "output: " + output + " (expected: simple, extended or json)");
        };
    return new Printer(form, Dates.of(arguments), console);
  }

  void silences(List<Json> silences) {
    if (form == Form.JSON) {
      json(silences);
      return;
    }
    boolean wide = form == Form.EXTENDED;
    var columns = new Columns();
    if (wide) {
      columns.add("ID", "Matchers", "Starts At", "Ends At", "Updated At", "Created By", "Comment");
    } else {
      columns.add("ID", "Matchers", "Ends At", "Created By", "Comment");
    }
    for (var silence : sorted(silences, "endsAt")) {
      var cells = new ArrayList<String>();
      cells.add(silence.at("id").text());
      cells.add(matchers(silence));
      if (wide) {
        cells.add(dates.print(silence.at("startsAt")));
      }
      cells.add(dates.print(silence.at("endsAt")));
      if (wide) {
        cells.add(dates.print(silence.at("updatedAt")));
      }
      cells.add(silence.at("createdBy").text());
      cells.add(silence.at("comment").text());
      columns.add(cells.toArray(String[]::new));
    }
    console.out().print(columns.print());
  }

  private String matchers(Json silence) {
    var matchers = silence.at("matchers").items().stream().map(CommandMatchers::ofJson).toList();
    return form == Form.EXTENDED
        ? Matchers.of(matchers).toString()
        : matchers.stream().map(Matchers::print).collect(Collectors.joining(" "));
  }

  void alerts(List<Json> alerts) {
    if (form == Form.JSON) {
      json(alerts);
      return;
    }
    boolean wide = form == Form.EXTENDED;
    var columns = new Columns();
    if (wide) {
      columns.add("Labels", "Annotations", "Starts At", "Ends At", "Generator URL", "State");
    } else {
      columns.add("Alertname", "Starts At", "Summary", "State");
    }
    for (var alert : sorted(alerts, "startsAt")) {
      var start = dates.print(alert.at("startsAt"));
      var state = alert.at("status").at("state").text();
      if (wide) {
        columns.add(
            pairs(alert.at("labels")),
            pairs(alert.at("annotations")),
            start,
            dates.print(alert.at("endsAt")),
            alert.at("generatorURL").text(),
            state);
      } else {
        columns.add(
            alert.at("labels").at("alertname").text(),
            start,
            alert.at("annotations").at("summary").text(),
            state);
      }
    }
    console.out().print(columns.print());
  }

  private static String pairs(Json labels) {
    return labels.value() instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
            .sorted()
            .collect(Collectors.joining(" "))
        : "";
  }

  private static List<Json> sorted(List<Json> items, String time) {
    return items.stream().sorted(Comparator.comparing(item -> Dates.of(item.at(time)))).toList();
  }

  private void json(List<Json> items) {
    console.out().println(Json.print(items));
  }

  /// Prints the configuration of a status, and in the wide form what else it tells.
  void config(Json status) {
    if (form == Form.JSON) {
      console.out().println(status.print());
      return;
    }
    console.out().println(status.at("config").at("original").text());
    if (form == Form.EXTENDED) {
      var version = status.at("versionInfo");
      for (var name :
          List.of("buildUser", "goVersion", "revision", "version", "branch", "buildDate")) {
        console.out().println(name + " " + version.at(name).text());
      }
      console.out().println("uptime " + status.at("uptime").text());
    }
  }
}
