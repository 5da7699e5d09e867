package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.PromqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the packs' rules against the list of alerts that the five documents define, and against
/// the conventions of `packs/README.md`.
class PackRulesTest {
  /// The ids of each pack: prefix and count.
  private static final Map<String, Ids> PACKS =
      Map.of(
          "hivesync", new Ids("HS", 50),
          "hypersync", new Ids("HY", 11),
          "codesync", new Ids("CS", 4),
          "harmonyflow", new Ids("HF", 37),
          "hivetechs", new Ids("HT", 19));

  private static final Path DIRECTORY =
      Path.of(System.getProperty("tocsin.root", ".."), "packs").normalize();
  private static final Set<String> SEVERITIES = Set.of("critical", "high", "warning", "info");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");
  private static final Set<String> METRIC_KEYS =
      Set.of(
          "type",
          "unit",
          "labels",
          "help",
          "from",
          "buckets",
          "info",
          "warning",
          "high",
          "critical",
          "target");
  private static final Pattern RUNBOOK = Pattern.compile("runbooks/[a-z0-9]+(-[a-z0-9]+)*\\.md");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");

  private record Ids(String prefix, int count) {
    Set<String> all() {
      var all = new TreeSet<String>();
      IntStream.rangeClosed(1, count).forEach(i -> all.add(prefix + i));
      return all;
    }
  }

  @Test
  void everyAlertOfTheDocumentsIsInItsPackOrOnTheListOfLaterOnes() throws IOException {
    var wanted = new TreeSet<String>();
    var found = new ArrayList<>(later());
    for (var pack : PACKS.entrySet()) {
      wanted.addAll(pack.getValue().all());
      for (var alert : alerts(pack.getKey())) {
        var id = text(alert, "labels", "id");
        assertThat(pack.getValue().all()).as(pack.getKey()).contains(id);
        found.add(id);
      }
    }
    assertThat(wanted).hasSize(121);
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void everyAlertSaysHowBadItIsAndWhatToDo(String pack) throws IOException {
    var names = new ArrayList<String>();
    for (var alert : alerts(pack)) {
      var name = text(alert, "alert");
      names.add(name);
      assertThat(SEVERITIES).as(name).contains(text(alert, "labels", "severity"));
      assertThat(text(alert, "annotations", "summary")).as(name).isNotBlank();
      assertThat(text(alert, "annotations", "description")).as(name).isNotBlank();
      assertThat(text(alert, "annotations", "runbook_url")).as(name).matches(RUNBOOK);
    }
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void everyAlertIsTestedWhereItFiresAndWhereItDoesNot(String pack) throws IOException {
    var names = new TreeSet<String>();
    for (var alert : alerts(pack)) {
      names.add(text(alert, "alert"));
    }
    assertThat(tested(pack, expected -> !expected.isEmpty())).isEqualTo(names);
    assertThat(tested(pack, List::isEmpty)).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void everyFileOfRulesHasATestFile(String pack) throws IOException {
    var read = new ArrayList<Path>();
    for (var file : files(pack, "tests")) {
      for (var rules : parse(file).section().texts("rule_files")) {
        read.add(file.resolveSibling(rules).normalize());
      }
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(files(pack, "rules"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void everyMetricOfARuleIsInTheCatalogue(String pack) throws IOException {
    var catalogue = catalogue(pack);
    var unknown = new TreeSet<String>();
    for (var rule : rules(pack)) {
      var used = new ArrayList<Expr.VectorSelector>();
      selectors(PromqlParser.parse(text(rule, "expr")), used);
      var names = new TreeSet<String>();
      used.forEach(selector -> names.add(selector.name()));
      if (rule.entries().containsKey("record")) {
        names.add(text(rule, "record"));
      }
      for (var name : names) {
        boolean part = "histogram".equals(catalogue.get(PART.matcher(name).replaceFirst("")));
        if (!catalogue.containsKey(name) && !part) {
          unknown.add(name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void theCatalogueSaysWhatAMetricIs(String pack) throws IOException {
    assertThat(catalogue(pack)).isNotEmpty();
    parse(DIRECTORY.resolve(pack).resolve("metrics.yml"))
        .section()
        .require("metrics")
        .entries()
        .forEach((name, metric) -> {
          assertThat(METRIC_KEYS).as(name).containsAll(metric.entries().keySet());
          assertThat(TYPES).as(name).contains(text(metric, "type"));
          assertThat(text(metric, "unit")).as(name).isNotBlank();
          assertThat(text(metric, "help")).as(name).isNotBlank();
          assertThat(text(metric, "from")).as(name).isNotBlank();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"hivesync", "hypersync", "codesync", "harmonyflow", "hivetechs"})
  void noRuleChoosesItsSystem(String pack) throws IOException {
    for (var rule : rules(pack)) {
      var used = new ArrayList<Expr.VectorSelector>();
      selectors(PromqlParser.parse(text(rule, "expr")), used);
      assertThat(used)
          .flatExtracting(Expr.VectorSelector::matchers)
          .extracting(Matcher::name)
          .doesNotContain("system");
    }
  }

  private static Set<String> later() throws IOException {
    var ids = new TreeSet<String>();
    for (var line : Files.readAllLines(DIRECTORY.resolve("later.tsv"))) {
      if (!line.startsWith("#")) {
        var cells = line.split("\t", -1);
        assertThat(cells).as(line).hasSize(2).doesNotContain("");
        ids.add(cells[0]);
      }
    }
    return ids;
  }

  private static Set<String> tested(String pack, Predicate<List<YamlNode>> wanted)
      throws IOException {
    var names = new TreeSet<String>();
    for (var file : files(pack, "tests")) {
      for (var test : parse(file).section().list("tests")) {
        for (var alert : test.section().list("alert_rule_test")) {
          if (wanted.test(alert.section().list("exp_alerts"))) {
            names.add(text(alert, "alertname"));
          }
        }
      }
    }
    return names;
  }

  private static Map<String, String> catalogue(String pack) throws IOException {
    var types = new TreeMap<String, String>();
    parse(DIRECTORY.resolve(pack).resolve("metrics.yml"))
        .section()
        .require("metrics")
        .entries()
        .forEach((name, metric) -> types.put(name, text(metric, "type")));
    return types;
  }

  private static void selectors(Expr expr, List<Expr.VectorSelector> found) {
    if (expr instanceof Expr.VectorSelector selector) {
      found.add(selector);
    }
    expr.children().forEach(child -> selectors(child, found));
  }

  private static List<YamlNode> alerts(String pack) throws IOException {
    return rules(pack).stream().filter(rule -> rule.entries().containsKey("alert")).toList();
  }

  private static List<YamlNode> rules(String pack) throws IOException {
    var rules = new ArrayList<YamlNode>();
    for (var file : files(pack, "rules")) {
      for (var group : parse(file).section().list("groups")) {
        rules.addAll(group.section().list("rules"));
      }
    }
    return rules;
  }

  private static List<Path> files(String pack, String folder) throws IOException {
    try (var files = Files.list(DIRECTORY.resolve(pack).resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static YamlNode parse(Path file) throws IOException {
    return Yaml.parse(file.toString(), Files.readString(file));
  }

  private static String text(YamlNode node, String... keys) {
    var at = node;
    for (var key : keys) {
      at = at.section().require(key);
    }
    return at.text();
  }
}
