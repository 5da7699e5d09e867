package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.http.Route;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;
import io.tocsin.promql.AggregateOperator;
import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Functions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.PromqlScript;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.ScriptTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes `docs/compatibility.md` from the code, and says when it tells of other code. With
/// `TOCSIN_WRITE=1` in the environment it is written; the counts of the scripts are held to where
/// the scripts are at hand.
class CompatibilityTest {
  private static final Path FILE =
      Path.of(System.getProperty("tocsin.root", "..")).resolve("docs/compatibility.md");
  private static final String SCRIPTS = "## Test scripts of Prometheus\n";
  private static final String YES = "yes";
  private static final String NO = "not yet";

  /// What is served and still differs.
  private static final Map<String, String> NOTES =
      Map.ofEntries(
          Map.entry("/api/v1/query_exemplars", "on without a flag"),
          Map.entry("/api/v1/query", "`stats=all` has no numbers per step, as without its flag"),
          Map.entry("/api/v1/search/metric_names", "on without a flag"),
          Map.entry("/api/v1/search/label_names", "on without a flag"),
          Map.entry("/api/v1/search/label_values", "on without a flag"),
          Map.entry(
              "/api/v1/read", "floats and native histograms, as samples and as streamed chunks"),
          Map.entry(
              "/api/v1/status/walreplay", "always at its end: requests are answered after it"),
          Map.entry("/federate", "text format, and protobuf with native histograms"),
          Map.entry("/graph", "leads to our page with the same query"));

  private static Map<String, List<String>> peer() throws IOException {
    var sections = new TreeMap<String, List<String>>();
    var current = "";
    try (var in = CompatibilityTest.class.getResourceAsStream("/prometheus-3.14.txt")) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("[")) {
          current = line.substring(1, line.length() - 1);
          sections.put(current, new ArrayList<>());
        } else if (!line.startsWith("#")) {
          var words = current.equals("api") ? List.of(line) : List.of(line.split(" "));
          sections.get(current).addAll(words);
        }
      }
    }
    return sections;
  }

  @Test
  void theDocumentTellsOfThisCode(@TempDir Path empty) throws IOException {
    var text = endpoints(empty) + language();
    boolean scripts = Files.isDirectory(folder());
    if (!scripts) {
      System.out.println(folder() + ": no scripts, so that their counts are not held to");
    }
    var counts = scripts ? scripts() : "";
    if (System.getenv("TOCSIN_WRITE") != null) {
      assertThat(scripts).as("scripts in %s, to count them", folder()).isTrue();
      Files.writeString(FILE, text + SCRIPTS + counts);
    }
    var written = Files.exists(FILE) ? Files.readString(FILE) : "";
    assertThat(written)
        .as(
            "docs/compatibility.md is old: TOCSIN_WRITE=1 mvn test -pl api -am"
                + " -Dtest=CompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false")
        .startsWith(text + SCRIPTS + counts);
  }

  private static String endpoints(Path folder) throws IOException {
    List<Route> routes;
    var fake = new FakeParts();
    try (var fixture = new AlertmanagerFixture(folder);
        var users = new SecurityFixture(folder.resolve("catalog"), Map.of())) {
      fake.alerting = fixture.alerting();
      fake.security = users.security;
      try (var pages = new PageFixture(folder.resolve("pages"), fake)) {
        routes = pages.server.routes();
      }
    }
    var ours = new TreeMap<String, Set<String>>();
    for (var route : routes) {
      ours.computeIfAbsent(route.path(), _ -> new TreeSet<>()).add(route.method());
    }
    var wanted = new TreeMap<String, Set<String>>();
    for (var line : peer().get("api")) {
      var words = line.split(" ");
      wanted.computeIfAbsent(words[1], _ -> new TreeSet<>()).add(words[0]);
    }
    var out =
        new StringBuilder(
            """
            # Compatibility with Prometheus 3.14

            Written by `CompatibilityTest` from the code; do not edit. Each answer below `/api/v1`
            is held against Prometheus' published description by `OpenApiTest`.

            ## HTTP interface

            | path | methods | served | remark |
            |---|---|---|---|
            """);
    wanted.forEach((path, methods) -> {
      boolean served = ours.getOrDefault(path, Set.of()).containsAll(methods);
      row(out, path, methods, served ? YES : NO);
    });
    out.append("\nBeside it:\n\n| path | methods | what |\n|---|---|---|\n");
    for (var route : routes) {
      if (!wanted.containsKey(route.path()) && !route.path().endsWith("*")) {
        out.append("| `").append(route.path()).append("` | ").append(route.method());
        out.append(" | ").append(route.what()).append(" |\n");
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String path, Set<String> methods, String state) {
    out.append("| `").append(path).append("` | ").append(String.join(", ", methods));
    out.append(" | ").append(state).append(" | ");
    out.append(
        NOTES.getOrDefault(path, path.contains("/admin/") ? "with `--web.enable-admin-api`" : ""));
    out.append(" |\n");
  }

  private static String language() throws IOException {
    var peer = peer();
    var out = new StringBuilder("\n## PromQL\n\n");
    out.append("What needs a feature flag in Prometheus is on here. How well each works is what");
    out.append(" the scripts below tell.\n");
    rows(
        out,
        "operator",
        peer.get("operators"),
        Arrays.stream(BinaryOperator.values()).map(BinaryOperator::symbol).toList());
    rows(
        out,
        "aggregation",
        peer.get("aggregations"),
        Arrays.stream(AggregateOperator.values()).map(AggregateOperator::text).toList());
    var functions = Functions.all().stream().map(function -> function.name()).toList();
    rows(out, "function", peer.get("functions"), functions);
    return out.append('\n').toString();
  }

  private static void rows(StringBuilder out, String kind, List<String> wanted, List<String> ours) {
    long there = wanted.stream().filter(ours::contains).count();
    out.append("\n| ").append(kind).append(", ").append(there).append(" of ");
    out.append(wanted.size()).append(" | there |\n|---|---|\n");
    for (var name : wanted) {
      out.append("| `").append(name).append("` | ");
      out.append(ours.contains(name) ? YES : NO).append(" |\n");
    }
  }

  private static String scripts() throws IOException {
    var out = new StringBuilder("\nEach `eval` counts once.\n\n");
    out.append("| script | passed | failed |\n|---|---|---|\n");
    int passed = 0;
    int failed = 0;
    var uses = new Uses();
    for (var file : files()) {
      var name = String.valueOf(file.getFileName());
      var report = PromqlScript.run(name, Files.readString(file), new Engine(uses));
      passed += report.passed();
      failed += report.failed();
      row(out, "`" + name + "`", report.passed(), report.failed());
    }
    row(out, "all", passed, failed);
    return out.append(uses.table()).toString();
  }

  private static void row(StringBuilder out, String name, int passed, int failed) {
    out.append("| ").append(name).append(" | ").append(passed).append(" | ").append(failed);
    out.append(" |\n");
  }

  private static Path folder() {
    return Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"))
        .resolve("promqltest");
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
  }

  /// How many queries of the scripts use each part of the language.
  private static final class Uses {
    private final Map<String, Integer> queries = new TreeMap<>();

    private void count(String query) {
      try {
        var parts = new TreeSet<String>();
        collect(PromqlParser.parse(query), parts);
        parts.forEach(part -> queries.merge(part, 1, Integer::sum));
      } catch (QueryException ignored) {
        // One that is to be refused.
      }
    }

    private static void collect(Expr expr, Set<String> parts) {
      switch (expr) {
        case Expr.Call call -> parts.add(call.function().name());
        case Expr.Aggregate aggregate -> parts.add(aggregate.operator().text());
        case Expr.Binary binary -> parts.add(binary.operator().symbol());
        case Expr.Subquery _ -> parts.add("[:]");
        case Expr.NumberLiteral _,
            Expr.StringLiteral _,
            Expr.VectorSelector _,
            Expr.MatrixSelector _,
            Expr.Paren _,
            Expr.Unary _ -> {}
      }
      expr.children().forEach(child -> collect(child, parts));
    }

    String table() {
      var out = new StringBuilder("\nQueries of these scripts by what they use:\n\n");
      out.append("| part | queries |\n|---|---|\n");
      queries.forEach((part, count) ->
          out.append("| `").append(part).append("` | ").append(count).append(" |\n"));
      return out.toString();
    }
  }

  /// The engine as Prometheus' own tests set up theirs.
  private record Engine(Uses uses) implements ScriptTarget {
    private static PromqlEngine over(SeriesStore store) {
      var options = EngineOptions.DEFAULT.forScripts();
      return new PromqlEngine(store, options, Clock.system(), new PrometheusRegistry());
    }

    @Override
    public QueryResult instant(SeriesStore store, String query, long timeMillis) {
      uses.count(query);
      var engine = over(store);
      return engine.instant(query, timeMillis, engine.defaults());
    }

    @Override
    public QueryResult range(
        SeriesStore store, String query, long startMillis, long endMillis, long stepMillis) {
      uses.count(query);
      var engine = over(store);
      return engine.range(query, startMillis, endMillis, stepMillis, engine.defaults());
    }
  }
}
