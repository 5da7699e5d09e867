package io.tocsin.server;

import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.kit.RegexException;
import io.tocsin.model.TimeRange;
import io.tocsin.rules.AskedRule;
import io.tocsin.rules.PlainRules;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleTemplates;
import io.tocsin.rules.RuleUnitTests;
import io.tocsin.rules.RuleUnitTests.Report;
import io.tocsin.server.rules.AnomalyTable;
import io.tocsin.server.rules.JunitReport;
import io.tocsin.server.rules.MemoryBed;
import io.tocsin.server.rules.PreviewText;
import io.tocsin.server.rules.RuleBackfill;
import io.tocsin.server.rules.RuleLoading;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/// `tocsin check rules`, `tocsin test rules` and `tocsin tsdb create-blocks-from rules`, with the
/// words and exit codes of promtool.
final class RuleCommands {
  private static final int FAILED = 1;
  private static final int LINT = 3;

  /// Of the newest samples a server has more to come.
  private static final long END_BEFORE_MILLIS = 3 * 3_600_000L;

  static final List<Option> CHECK_OPTIONS =
      List.of(
          Option.of("lint", "CHECKS", "all, duplicate-rules (default) or none, as a,b"),
          Option.flag("lint-fatal", "exit 3 on what lint finds"),
          Option.flag("ignore-unknown-fields", "pass over keys that are not known"));
  static final List<Option> TEST_OPTIONS =
      List.of(
          Option.of("run", "REGEX", "only tests whose names match, may be repeated"),
          Option.of("junit", "FILE", "write results as JUnit XML, too"),
          Option.flag("diff", "show what differs instead of both sides"),
          Option.flag("debug", "show all samples that a test ends with"),
          Option.flag("ignore-unknown-fields", "pass over keys of rule files that are not known"));

  static final List<Option> PREVIEW_OPTIONS =
      List.of(
          Option.of("expr", "QUERY", "a query instead of a file"),
          Option.of("for", "DURATION", "how long the query must hold (default 0s)"),
          Option.of("keep-firing-for", "DURATION", "how long it goes on firing (default 0s)"),
          Option.of("days", "N", "how far back (default 14)"),
          Option.of("step", "DURATION", "between evaluations (default 1m)"));

  static final List<Option> BENCH_OPTIONS =
      List.of(
          Option.of("seed", "N", "seed of the first series, the others follow (default fresh)"),
          Option.of("seeds", "N", "how many seeds (default 3)"));

  private RuleCommands() {}

  static List<Option> backfillOptions(Option server, Option user) {
    return List.of(
        server,
        user,
        Option.of("start", "TIME", "RFC 3339 or Unix seconds"),
        Option.of("end", "TIME", "RFC 3339 or Unix seconds (default 3 hours ago)"),
        Option.of("output-dir", "DIR", "folder of blocks (default data)"),
        Option.of("eval-interval", "DURATION", "of groups that say none (default 60s)"));
  }

  /// What checking has found so far.
  private static final class Found {
    private boolean errors;
    private boolean lint;
  }

  static int check(Arguments arguments, Console console) throws IOException {
    var reading = RuleLoading.reading(true, arguments.isSet("ignore-unknown-fields"));
    var found = new Found();
    if (arguments.operands().isEmpty()) {
      console.out().println("Checking standard input");
      var text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
      check(RuleFile.read("stdin", text, reading), lints(arguments, console), found, console);
    }
    for (var file : arguments.operands()) {
      console.out().println("Checking " + file);
      try {
        var read = RuleFile.read(file, read(file, "a file of rules"), reading);
        check(read, lints(arguments, console), found, console);
      } catch (IOException e) {
        failed(List.of(String.valueOf(e.getMessage())), console);
        found.errors = true;
      }
    }
    if (found.errors) {
      return FAILED;
    }
    return found.lint && arguments.isSet("lint-fatal") ? LINT : 0;
  }

  private static String read(String file, String what) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: " + what + ")", e);
    }
  }

  private static boolean lints(Arguments arguments, Console console) {
    boolean lints = false;
    for (var check : arguments.value("lint", "duplicate-rules").split(",", -1)) {
      switch (check) {
        case "all", "duplicate-rules" -> lints = true;
        case "none", "" -> {}
        default -> console.out().println("WARNING: unknown lint option: \"" + check + "\"");
      }
    }
    return lints;
  }

  private static void failed(List<String> problems, Console console) {
    console.err().println("  FAILED:");
    problems.forEach(console.err()::println);
  }

  private static void check(RuleFile file, boolean lints, Found found, Console console) {
    if (!file.isGood()) {
      failed(file.problems(), console);
      found.errors = true;
      return;
    }
    var duplicates = lints ? file.duplicates() : List.<RuleFile.Duplicate>of();
    if (duplicates.isEmpty()) {
      console.out().println("  SUCCESS: " + file.rules() + " rules found");
    } else {
      failed(List.of(words(duplicates)), console);
      found.lint = true;
    }
    console.out().println();
  }

  private static String words(List<RuleFile.Duplicate> duplicates) {
    var out = new StringBuilder("lint error ");
    out.append(duplicates.size()).append(" duplicate rule(s) found.\n");
    for (var one : duplicates) {
      out.append("Metric: ").append(one.name()).append("\nLabel(s):\n");
      one.labels()
          .forEach((name, value) ->
              out.append('\t').append(name).append(": ").append(value).append('\n'));
    }
    return out.append("Might cause inconsistency while recording expressions").toString();
  }

  static int test(Arguments arguments, Console console) throws IOException, InterruptedException {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("test rules: no file (expected: FILE...)");
    }
    var options =
        new RuleUnitTests.Options(
            selected(arguments.all("run")),
            arguments.isSet("diff"),
            arguments.isSet("debug"),
            arguments.isSet("ignore-unknown-fields"));
    var parts =
        new RuleUnitTests.Parts(new MemoryBed(), RuleTemplates.prometheus(), ReadFiles.disk());
    var reports = new ArrayList<Report>();
    int processors = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(processors)) {
      var runs =
          arguments.operands().stream()
              .map(file ->
                  threads.submit(() ->
                      RuleUnitTests.run(file, read(file, "a file of unit tests"), parts, options)))
              .toList();
      for (var run : runs) {
        var report = done(run, threads);
        print(report, console);
        reports.add(report);
      }
    }
    if (arguments.has("junit")) {
      Files.writeString(Path.of(arguments.value("junit", "")), JunitReport.of(reports));
    }
    return reports.stream().allMatch(Report::succeeded) ? 0 : FAILED;
  }

  /// Waits for the tests of a file; ends those of the others if it cannot be read.
  private static Report done(Future<Report> run, ExecutorService others)
      throws IOException, InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      others.shutdownNow();
      switch (e.getCause()) {
        case IOException unread -> throw unread;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  static int backfill(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    if (arguments.operands().isEmpty() || !arguments.has("start")) {
      throw new UsageException(
          "tsdb create-blocks-from rules: no file or no --start (expected: --start TIME FILE...)");
    }
    var groups = new ArrayList<RuleGroup>();
    long interval = interval(arguments.value("eval-interval", "60s"));
    for (var file : arguments.operands()) {
      var text = read(file, "a file of rules");
      var rules = RuleFile.read(file, text, RuleLoading.reading(true, false));
      if (!rules.isGood()) {
        failed(rules.problems(), console);
        return FAILED;
      }
      rules.groups().forEach(group -> groups.add(group.withInterval(interval)));
    }
    var client = Client.of(arguments, List.of());
    var range =
        new TimeRange(
            time(arguments.value("start", "")),
            arguments.has("end")
                ? time(arguments.value("end", ""))
                : Clock.system().millis() - END_BEFORE_MILLIS);
    var summary =
        new RuleBackfill(
                form -> Client.parse(client.post("/api/v1/query_range", form)), console.err())
            .run(groups, range, Path.of(arguments.value("output-dir", "data")));
    summary.notes().forEach(note -> console.out().println("note: " + note));
    console
        .out()
        .printf(
            Locale.ROOT,
            "created: %,d series, %,d samples, %d blocks%n",
            summary.series(),
            summary.samples(),
            summary.blocks());
    return 0;
  }

  private static long interval(String text) {
    try {
      return Math.max(1, Durations.parse(text));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--eval-interval: " + text + " (expected: a duration, as in 60s)");
    }
  }

  private static long time(String text) {
    try {
      return text.matches("[0-9]+(\\.[0-9]+)?")
          ? new BigDecimal(text).movePointRight(3).longValue()
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new UsageException("time: " + text + " (expected: RFC 3339 or Unix seconds)");
    }
  }

  private static Predicate<String> selected(List<String> expressions) {
    if (expressions.isEmpty()) {
      return _ -> true;
    }
    try {
      var regex = AnchoredRegex.compile(".*(?:" + String.join("|", expressions) + ").*");
      return regex::matches;
    } catch (RegexException e) {
      throw new UsageException("run: " + String.join("|", expressions) + ": " + e.getMessage());
    }
  }

  private static void print(Report report, Console console) {
    report.warnings().forEach(warning -> console.err().println("  WARNING: " + warning));
    report.debug().forEach(line -> console.err().println("DEBUG: " + line));
    if (report.succeeded()) {
      console.out().println("  SUCCESS");
    } else {
      console.err().println("  FAILED:");
      if (!report.problem().isEmpty()) {
        console.err().println(report.problem());
      }
      report.cases().forEach(one -> one.failures().forEach(console.err()::println));
    }
    console.out().println();
  }

  /// Prints the rule file that each file comes to.
  static int show(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("rules show: no file (expected: FILE...)");
    }
    for (var file : arguments.operands()) {
      console.out().print(PlainRules.expanded(file, read(file, "a file of rules")));
    }
    return 0;
  }

  /// Asks a server when the rules of a file, or one query, would have fired.
  static int preview(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var operands = arguments.operands();
    boolean named = !operands.isEmpty() && Client.isUrl(operands.getFirst());
    var files = named ? operands.subList(1, operands.size()) : operands;
    if (files.size() != (arguments.has("expr") ? 0 : 1)) {
      throw new UsageException(
          "rules preview: " + files.size() + " files (expected: FILE, or --expr QUERY)");
    }
    var days = arguments.value("days", "14");
    var form = new LinkedHashMap<String, List<String>>();
    form.put("days", List.of(days));
    form.put("step", List.of(arguments.value("step", "1m")));
    if (arguments.has("expr")) {
      form.put("expr", List.of(arguments.value("expr", "")));
      form.put("for", List.of(arguments.value("for", "0s")));
      form.put("keep_firing_for", List.of(arguments.value("keep-firing-for", "0s")));
    } else {
      var text = read(files.getFirst(), "a file of rules");
      // What is wrong with it is said here, with the file's name.
      AskedRule.read(files.getFirst(), text);
      form.put("rule", List.of(text));
    }
    var answer = Client.of(arguments, operands).post("/api/v1/rules/preview", form);
    if (arguments.value("format", "promql").equals("json")) {
      console.out().println(answer);
    } else {
      PreviewText.print(Client.parse(answer), days, console.out());
    }
    return 0;
  }

  /// Measures the anomaly rule.
  static int benchAnomaly(Arguments arguments, Console console) {
    long first = number(arguments, "seed", ThreadLocalRandom.current().nextInt(1_000_000));
    long count = number(arguments, "seeds", 3);
    if (count < 1 || count > 1_000) {
      throw new UsageException("seeds: " + count + " (expected: from 1 to 1000)");
    }
    AnomalyTable.print(first, (int) count, console.out());
    return 0;
  }

  private static long number(Arguments arguments, String name, long otherwise) {
    var text = arguments.value(name, String.valueOf(otherwise));
    if (!text.matches("[0-9]{1,15}")) {
      throw new UsageException(name + ": " + text + " (expected: a whole number)");
    }
    return Long.parseLong(text);
  }
}
