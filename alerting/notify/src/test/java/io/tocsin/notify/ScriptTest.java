package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the scripts of `src/test/resources/scripts` and compares who was told what, and when. The
/// README there says how a script is written.
final class ScriptTest {
  private static final Path FOLDER = Path.of("src/test/resources/scripts");

  static Stream<String> scripts() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void tellsWhatTheScriptExpects(String name) throws IOException {
    var script = Yaml.parse(name, Files.readString(FOLDER.resolve(name))).section();
    script.text("shows", "");
    script.bool("real", true);
    long start = Instant.parse(script.text("start", "2026-11-23T12:00:00Z")).toEpochMilli();
    var play = new Play(start, AlertmanagerOptions.DEFAULT, script.text("config", ""));
    var silences = new HashMap<String, String>();
    for (var step : script.list("steps")) {
      step(step.section(), play, start, silences);
    }
    play.until(start + seconds(script.require("until")));
    var told = new ArrayList<String>();
    for (var got : play.receivers.got()) {
      told.add(line(got, start));
    }
    double slack = script.number("slack", 0);
    var expected = script.list("expect");
    script.done();
    assertThat(told).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      long at = play.receivers.got().get(i).atMillis() - start;
      long wanted = seconds(expected.get(i).section().require("at"));
      assertThat(at).as(told.get(i)).isBetween(wanted, wanted + (long) (slack * 1000));
      assertThat(told.get(i).replaceFirst("^\\d+ ", "")).isEqualTo(line(expected.get(i)));
    }
  }

  private static long seconds(YamlNode node) {
    return Math.round(node.number() * 1000);
  }

  private static void step(YamlSection step, Play play, long start, Map<String, String> silences)
      throws IOException {
    play.until(start + seconds(step.require("at")));
    if (step.has("alert")) {
      play.alertmanager.accept(List.of(alert(step, play, start, false)));
    } else if (step.has("resolve")) {
      play.alertmanager.accept(List.of(alert(step, play, start, true)));
    } else if (step.has("silence")) {
      silences.put(step.text("as", ""), silence(step, play));
    } else if (step.has("expire")) {
      var id = silences.get(step.text("expire", ""));
      play.alertmanager.silences().expire(String.valueOf(id));
    } else if (step.has("answer")) {
      var statuses = step.texts("answer").stream().map(Integer::parseInt).toList();
      play.receivers.answer(step.text("of", ""), (int) step.integer("index", 0), statuses);
    } else if (step.has("reload")) {
      play.reload(step.text("reload", ""));
    } else if (step.has("restart")) {
      play.restart();
    } else if (step.has("kill")) {
      play.kill();
    } else {
      throw step.node().refuse("a step");
    }
    step.done();
  }

  private static Alert alert(YamlSection step, Play play, long start, boolean resolved) {
    var labels = Labels.of(step.textMap(resolved ? "resolve" : "alert"));
    var annotations = new TreeMap<>(step.textMap("annotations"));
    long now = play.clock.millis();
    long since = step.has("since") ? start + seconds(step.require("since")) : resolved ? 0 : now;
    long end = step.has("ends") ? start + seconds(step.require("ends")) : resolved ? now : 0;
    return new Alert(labels, annotations, since, end, "");
  }

  private static String silence(YamlSection step, Play play) throws IOException {
    var matchers = new ArrayList<io.tocsin.model.Matcher>();
    step.texts("silence").forEach(text -> matchers.add(MatcherSyntax.FALLBACK.one(text)));
    long now = play.clock.millis();
    long from = now + Math.round(step.number("in", 0) * 1000);
    long end = from + seconds(step.require("for"));
    var silence =
        new Silence(
            "", List.of(Matchers.of(matchers)), from, end, 0, "script", "", new TreeMap<>());
    return play.alertmanager.silences().set(silence).id();
  }

  private static String line(RecordingReceivers.Got got, long start) {
    var notification = got.notification();
    return (got.atMillis() - start)
        + " "
        + got.receiver()
        + "["
        + got.index()
        + "] "
        + notification.groupKey()
        + " firing "
        + notification.firing().stream().map(alert -> alert.labels().toString()).sorted().toList()
        + " resolved "
        + notification.resolved().stream()
            .map(alert -> alert.labels().toString())
            .sorted()
            .toList();
  }

  private static String line(YamlNode expected) {
    var section = expected.section();
    section.require("at");
    var line =
        section.text("receiver", "web")
            + "["
            + section.integer("index", 0)
            + "] "
            + section.text("group", "")
            + " firing "
            + labels(section, "firing")
            + " resolved "
            + labels(section, "resolved");
    section.done();
    return line;
  }

  private static List<String> labels(YamlSection section, String key) {
    return section.list(key).stream()
        .map(node -> {
          var map = new TreeMap<String, String>();
          node.entries().forEach((name, value) -> map.put(name, value.text()));
          return Labels.of(map).toString();
        })
        .sorted()
        .toList();
  }
}
