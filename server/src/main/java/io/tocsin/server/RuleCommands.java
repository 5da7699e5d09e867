package io.tocsin.server;

import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.RegexException;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleTemplates;
import io.tocsin.rules.RuleUnitTests;
import io.tocsin.rules.RuleUnitTests.Report;
import io.tocsin.server.rules.JunitReport;
import io.tocsin.server.rules.MemoryBed;
import io.tocsin.server.rules.RuleLoading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// `tocsin check rules` and `tocsin test rules`, with the words and exit codes of promtool.
final class RuleCommands {
  private static final int FAILED = 1;
  private static final int LINT = 3;

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

  private RuleCommands() {}

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

  static int test(Arguments arguments, Console console) throws IOException {
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
        new RuleUnitTests.Parts(new MemoryBed(), RuleTemplates.standard(), ReadFiles.disk());
    var reports = new ArrayList<Report>();
    for (var file : arguments.operands()) {
      var text = read(file, "a file of unit tests");
      var report = RuleUnitTests.run(file, text, parts, options);
      print(report, console);
      reports.add(report);
    }
    if (arguments.has("junit")) {
      Files.writeString(Path.of(arguments.value("junit", "")), JunitReport.of(reports));
    }
    return reports.stream().allMatch(Report::succeeded) ? 0 : FAILED;
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
}
