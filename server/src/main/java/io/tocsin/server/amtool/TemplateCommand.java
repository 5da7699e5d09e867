package io.tocsin.server.amtool;

import io.tocsin.kit.Clock;
import io.tocsin.kit.TemplateException;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Channels;
import io.tocsin.notify.Notification;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.ReceiverMemory;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import io.tocsin.server.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// `tocsin template render`: what a template becomes, without anybody being told.
final class TemplateCommand {
  private static final String TEXT = "template.text";

  /// What is rendered where no data is given: one alert that fires and one that is over.
  private static final String EXAMPLE =
      """
      {"receiver": "receiver", "externalURL": "https://example.com",
       "groupLabels": {"grouplabelkey1": "grouplabelvalue1", "grouplabelkey2": "grouplabelvalue2"},
       "alerts": [
        {"status": "firing", "generatorURL": "https://generatorurl.com",
         "labels": {"label1": "value1", "label2": "value2", "instance": "foo.bar:1234",
          "commonlabelkey1": "commonlabelvalue1", "commonlabelkey2": "commonlabelvalue2"},
         "annotations": {"annotation1": "value1", "annotation2": "value2",
          "commonannotationkey1": "commonannotationvalue1",
          "commonannotationkey2": "commonannotationvalue2"}},
        {"status": "resolved", "generatorURL": "https://generatorurl.com",
         "labels": {"foo": "bar", "baz": "qux",
          "commonlabelkey1": "commonlabelvalue1", "commonlabelkey2": "commonlabelvalue2"},
         "annotations": {"aaa": "bbb", "ccc": "ddd",
          "commonannotationkey1": "commonannotationvalue1",
          "commonannotationkey2": "commonannotationvalue2"}}]}
      """;

  private TemplateCommand() {}

  static Command command() {
    return new Command(
        "template render",
        "",
        "Prints what a template becomes over an alert, of a file or an example",
        List.of(
            Option.of("template.glob", "PATTERN", "template files; may be repeated"),
            Option.of(TEXT, "TEXT", "the template, as {{ template \"slack.default.title\" . }}"),
            Option.of("template.type", "TYPE", "text (default) or html"),
            Option.of("template.data", "FILE", "JSON as a webhook gets it (default an example)")),
        TemplateCommand::run);
  }

  private static int run(Arguments arguments, Console console) throws IOException {
    if (!arguments.has(TEXT)) {
      throw new UsageException(TEXT + ": not given (expected: a template)");
    }
    var file = arguments.value("template.data", "");
    var data = Json.parse(file.isEmpty() ? EXAMPLE : Files.readString(Path.of(file)));
    var type = arguments.value("template.type", "text");
    if (!type.equals("text") && !type.equals("html")) {
      throw new UsageException("template.type: " + type + " (expected: text or html)");
    }
    try {
      console
          .out()
          .print(
              Channels.render(
                  arguments.all("template.glob"),
                  arguments.value(TEXT, ""),
                  type.equals("html"),
                  notification(data),
                  data.at("externalURL").text()));
      return 0;
    } catch (TemplateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Notification notification(Json data) {
    long now = Clock.system().millis();
    return new Notification(
        data.at("receiver").text(),
        data.at("groupKey").text(),
        Labels.of(texts(data.at("groupLabels"))),
        texts(data.at("routeLabels")),
        data.at("alerts").items().stream().map(alert -> alert(alert, now)).toList(),
        NotifyReason.FIRST_NOTIFICATION,
        new Notification.Times(now, now, 0),
        new ReceiverMemory(Map.of()));
  }

  private static Alert alert(Json alert, long now) {
    boolean over = alert.at("status").text().equals("resolved");
    return new Alert(
        Labels.of(texts(alert.at("labels"))),
        texts(alert.at("annotations")),
        time(alert.at("startsAt"), now - 300_000),
        over ? time(alert.at("endsAt"), now) : 0,
        alert.at("generatorURL").text());
  }

  private static long time(Json json, long otherwise) {
    return json.text().isEmpty() ? otherwise : Dates.of(json).toEpochMilli();
  }

  private static SortedMap<String, String> texts(Json json) {
    var texts = new TreeMap<String, String>();
    if (json.value() instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    }
    return texts;
  }
}
