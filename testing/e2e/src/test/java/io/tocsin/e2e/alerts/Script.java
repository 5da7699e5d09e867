package io.tocsin.e2e.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A script as the README beside the scripts says; times are seconds since its start.
record Script(Map<?, ?> yaml) {
  static Script read(Path file) throws IOException {
    var load = new Load(LoadSettings.builder().build());
    return new Script((Map<?, ?>) load.loadFromString(Files.readString(file)));
  }

  /// Tells whether it can be played in real time, from any time on.
  boolean isReal() {
    return !Boolean.FALSE.equals(yaml.get("real")) && !yaml.containsKey("start");
  }

  String config() {
    return String.valueOf(yaml.get("config"));
  }

  double until() {
    return number(yaml.get("until"));
  }

  /// How many seconds later than expected a notification may come.
  double slack() {
    return yaml.containsKey("slack") ? number(yaml.get("slack")) : 0;
  }

  /// Tells whether it stops the server and starts it again.
  boolean restarts() {
    return steps().stream().anyMatch(step -> step.containsKey("restart"));
  }

  List<Map<?, ?>> steps() {
    return maps("steps");
  }

  /// What is to be told, in the order of its times.
  List<Expected> expected() {
    return maps("expect").stream().map(Expected::of).toList();
  }

  private List<Map<?, ?>> maps(String key) {
    return ((List<?>) yaml.get(key)).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }

  static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /// A notification that is to come.
  ///
  /// @param to as in [Told]
  /// @param what as in [Told]
  record Expected(double at, String to, String what) {
    private static Expected of(Map<?, ?> map) {
      var receiver = map.containsKey("receiver") ? map.get("receiver") : "web";
      var index = map.containsKey("index") ? map.get("index") : 0;
      return new Expected(
          number(map.get("at")),
          "/" + receiver + "/" + index + " " + map.get("group"),
          "firing " + alerts(map, "firing") + " resolved " + alerts(map, "resolved"));
    }

    private static List<String> alerts(Map<?, ?> map, String key) {
      var all = map.containsKey(key) ? (List<?>) map.get(key) : List.of();
      return all.stream()
          .map(labels -> {
            var sorted = new TreeMap<String, String>();
            ((Map<?, ?>) labels)
                .forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
            return sorted.toString();
          })
          .sorted()
          .toList();
    }
  }
}
