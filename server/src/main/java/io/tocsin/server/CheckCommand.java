package io.tocsin.server;

import io.tocsin.collect.MetricsCheck;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Channels;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.rules.PlainRules;
import io.tocsin.rules.RuleFile;
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
      var kind = Kind.of(file, text);
      if (kind != Kind.PROMETHEUS) {
        console.out().println(file + ": ok" + kind.check(file, text));
        return true;
      }
      var config = PrometheusConfig.parse(file, text, ReadFiles.disk());
      Settings.read(Arguments.parse(ServeOptions.OPTIONS, List.of()), file, text);
      if (!syntaxOnly) {
        RuleLoading.requireNamed(config, ReadFiles.disk(), Path.of(file), text);
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

  /// What a file is by its keys: nobody should have to say it.
  private enum Kind {
    ALERTMANAGER,
    RULES,
    PROMETHEUS;

    static Kind of(String file, String text) {
      var root = Yaml.parse(file, text);
      if (root.kind() != YamlNode.Kind.MAP) {
        return PROMETHEUS;
      }
      var keys = root.entries().keySet();
      if (keys.contains("route") || keys.contains("receivers")) {
        return ALERTMANAGER;
      }
      boolean rules = keys.contains("groups") || PlainRules.isPlain(root);
      return rules ? RULES : PROMETHEUS;
    }

    /// Checks a file of this kind.
    ///
    /// @return what there is to say of a good one
    String check(String file, String text) {
      return switch (this) {
        case ALERTMANAGER -> {
          var receivers = Channels.reader(ReadFiles.disk());
          var config = AlertmanagerConfig.parse(file, text, MatcherSyntax.FALLBACK, receivers);
          Channels.check(config);
          var warnings = config.warnings();
          yield warnings.isEmpty() ? "" : ", " + said(warnings);
        }
        case RULES -> {
          var read = RuleFile.read(file, text, RuleLoading.reading(true, false));
          if (!read.problems().isEmpty()) {
            throw new ConfigException(String.join("\n", read.problems()));
          }
          int rules = read.groups().stream().mapToInt(group -> group.rules().size()).sum();
          yield ", " + rules + (rules == 1 ? " rule" : " rules");
        }
        case PROMETHEUS -> "";
      };
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
