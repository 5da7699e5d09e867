package io.tocsin.server;

import io.tocsin.collect.MetricsCheck;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.server.rules.RuleLoading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `tocsin check …`: says what is wrong before the server does.
final class CheckCommand {
  private CheckCommand() {}

  static int config(Arguments arguments, Console console) {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("check config: no file (expected: FILE...)");
    }
    boolean syntaxOnly = arguments.isSet("syntax-only");
    boolean good = true;
    for (var file : arguments.operands()) {
      good &= check(file, syntaxOnly, console);
    }
    return good ? 0 : 1;
  }

  private static boolean check(String file, boolean syntaxOnly, Console console) {
    try {
      var text = Configuration.read(Path.of(file));
      var config = PrometheusConfig.parse(file, text, ReadFiles.disk());
      Settings.read(Arguments.parse(ServeOptions.OPTIONS, List.of()), file, text);
      if (!syntaxOnly) {
        RuleLoading.load(config, ReadFiles.disk());
      }
      var warnings = syntaxOnly ? List.<String>of() : config.warnings();
      console.out().println(file + ": ok" + (warnings.isEmpty() ? "" : ", " + said(warnings)));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      var message = String.valueOf(e.getMessage());
      var named = message.startsWith(file + ": ") ? message.substring(file.length() + 2) : message;
      console.out().println(file + ": bad: " + named);
      return false;
    }
  }

  private static String said(List<String> warnings) {
    var count = warnings.size() == 1 ? "1 warning" : warnings.size() + " warnings";
    return count + ": " + String.join("; ", warnings);
  }

  static int metrics(Arguments arguments, Console console) throws IOException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException("check metrics: takes no file (expected: text on standard input)");
    }
    var report = MetricsCheck.check(console.in().readAllBytes());
    if (!report.error().isEmpty()) {
      console.err().println(report.error());
    }
    report.problems().forEach(console.err()::println);
    return report.exitCode();
  }
}
