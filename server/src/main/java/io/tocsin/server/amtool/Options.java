package io.tocsin.server.amtool;

import io.tocsin.notify.MatcherMode;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.server.Arguments;
import io.tocsin.server.Option;
import java.util.ArrayList;
import java.util.List;

/// The options that all of amtool's commands have.
final class Options {
  static final String URL = "alertmanager.url";

  static final String HTTP = "http.config.file";

  private static final List<Option> COMMON =
      List.of(
          Option.of(
              URL,
              "URL",
              "server to ask, as http://[USER:PASSWORD@]HOST:PORT (default http://127.0.0.1:9090)",
              "alertmanager",
              "url",
              "server"),
          Option.of(HTTP, "FILE", "how to ask it: an http_config"),
          Option.of("output", "FORMAT", "simple (default), extended or json", "o"),
          Option.of(
              "date.format",
              "LAYOUT",
              "of times, as Go writes it (default 2006-01-02 15:04:05 MST)"),
          Option.of("timeout", "DURATION", "for each request (default 30s)"),
          Option.of(
              "enable-feature", "NAMES", "classic-mode or utf8-strict-mode: how matchers are read"),
          Option.flag("verbose", "accepted for the sake of existing scripts", "v"),
          Option.flag("version-check", "accepted for the sake of existing scripts"));

  private Options() {}

  /// Returns a command's own options and those that all have.
  static List<Option> with(Option... own) {
    var options = new ArrayList<>(List.of(own));
    options.addAll(COMMON);
    return options;
  }

  static MatcherSyntax syntax(Arguments arguments) {
    var features = List.of(arguments.value("enable-feature", "").split(",", -1));
    if (features.contains("classic-mode")) {
      return new MatcherSyntax(MatcherMode.CLASSIC);
    }
    return features.contains("utf8-strict-mode")
        ? new MatcherSyntax(MatcherMode.UTF8)
        : MatcherSyntax.FALLBACK;
  }
}
