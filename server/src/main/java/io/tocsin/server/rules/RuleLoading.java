package io.tocsin.server.rules;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.rules.PlainRules;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the rule files that a configuration names.
public final class RuleLoading {
  private static final Logger LOG = LoggerFactory.getLogger(RuleLoading.class);

  private RuleLoading() {}

  /// How files are read, before anything can be asked.
  public static RuleFile.Reading reading(boolean utf8Names, boolean ignoresUnknown) {
    return new RuleFile.Reading(
        EngineQueries.parsing(), RuleTemplates.prometheus(), utf8Names, ignoresUnknown);
  }

  /// Refuses a file of rules that is named without a `*` and is not there: a server passes over it
  /// with a warning, because it may come, and a check, as promtool's, does not.
  ///
  /// @param file the configuration's
  /// @throws ConfigException that names it
  public static void requireNamed(
      PrometheusConfig config, ReadFiles files, Path file, String text) {
    for (var node : Yaml.parse(file.toString(), text).section().list("rule_files")) {
      var path = file.resolveSibling(node.text()).toAbsolutePath().normalize();
      boolean known = config.ruleFiles().stream().anyMatch(rules -> same(rules, path));
      if (!node.text().contains("*") && !known && files.glob(path.toString()).isEmpty()) {
        throw node.refusal(node.text() + " is not there (expected: an existing file)");
      }
    }
  }

  private static boolean same(Path rules, Path path) {
    return rules.toAbsolutePath().normalize().equals(path);
  }

  /// Returns all rules of a configuration, for a server whose address outside is not known yet.
  ///
  /// @throws ConfigException that says everything that is wrong, a line for each
  public static RuleSet load(PrometheusConfig config, ReadFiles files) {
    var groups = new ArrayList<RuleGroup>();
    var problems = new ArrayList<String>();
    for (var path : config.ruleFiles()) {
      try {
        var file =
            RuleFile.read(path.toString(), files.read(path), reading(config.utf8Names(), false));
        problems.addAll(file.problems());
        file.groups()
            .forEach(group -> groups.add(group.withInterval(config.evaluationIntervalMillis())));
      } catch (IOException e) {
        problems.add(path + ": " + e.getMessage() + " (expected: a file of rules)");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join("\n", problems));
    }
    return new RuleSet(groups, config.ruleQueryOffsetMillis(), config.externalLabels(), "");
  }

  /// Returns the files in plain language among a configuration's, after [#load] has found them
  /// good.
  static List<PlainRules> plain(PrometheusConfig config, ReadFiles files) {
    var plain = new ArrayList<PlainRules>();
    for (var path : config.ruleFiles()) {
      try {
        var file = PlainRules.find(path.toString(), files.read(path));
        if (file != null) {
          plain.add(file);
        }
      } catch (IOException | ConfigException changed) {
        LOG.atWarn()
            .addKeyValue("file", path)
            .addKeyValue("reason", changed.getMessage())
            .log("rule file changed while it was loaded");
      }
    }
    return plain;
  }

  /// Returns what tells of a change of the files that a configuration names: their texts.
  public static String texts(PrometheusConfig config, ReadFiles files) {
    var texts = new StringBuilder();
    for (var path : config.ruleFiles()) {
      texts.append(path).append('\n');
      try {
        texts.append(files.read(path));
      } catch (IOException e) {
        texts.append(e.getMessage());
      }
    }
    return texts.toString();
  }
}
