package io.tocsin.server.rules;

import io.tocsin.kit.Durations;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `tocsin rules preview` prints of a server's answer.
public final class PreviewText {
  private PreviewText() {}

  /// Prints the rules of an answer, each with when it would have fired.
  ///
  /// @param answer the JSON of it, as maps and lists
  /// @throws IOException if it is no such answer
  public static void print(@Nullable Object answer, String days, PrintStream out)
      throws IOException {
    if (answer instanceof Map<?, ?> map
        && map.get("data") instanceof Map<?, ?> data
        && data.get("rules") instanceof List<?> rules) {
      for (var rule : rules) {
        if (rule instanceof Map<?, ?> one) {
          print(one, days, out);
        }
      }
    } else {
      throw new IOException("answer: no rules in it (expected: a Tocsin API)");
    }
  }

  private static void print(Map<?, ?> rule, String days, PrintStream out) {
    var episodes = rule.get("episodes") instanceof List<?> list ? list : List.of();
    var name = String.valueOf(rule.get("name"));
    var severity = String.valueOf(rule.get("severity"));
    var title = name.isEmpty() ? String.valueOf(rule.get("query")) : name;
    var level = severity.isEmpty() ? "" : " (" + severity + ")";
    int count = episodes.size();
    out.println(
        title
            + level
            + ": would have fired "
            + count
            + (count == 1 ? " time" : " times")
            + " in the last "
            + days
            + (days.equals("1") ? " day" : " days"));
    for (var one : episodes) {
      if (one instanceof Map<?, ?> episode) {
        out.println("  " + line(episode));
      }
    }
    if (Boolean.TRUE.equals(rule.get("cut"))) {
      out.println("  and more, which are not listed");
    }
  }

  private static String line(Map<?, ?> episode) {
    var labels = new LinkedHashMap<String, String>();
    if (episode.get("labels") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
    }
    double seconds = Double.parseDouble(String.valueOf(episode.get("seconds")));
    boolean firing = Boolean.TRUE.equals(episode.get("firing"));
    return episode.get("from")
        + (firing ? ", still firing after " : " for ")
        + Durations.print(Math.round(seconds * 1000))
        + ", peak "
        + episode.get("peak")
        + " "
        + Labels.of(labels);
  }
}
