package io.tocsin.rules.unittest;

import io.tocsin.kit.ConfigException;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleUnitTests.Case;
import io.tocsin.rules.RuleUnitTests.Options;
import io.tocsin.rules.RuleUnitTests.Parts;
import io.tocsin.rules.RuleUnitTests.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Runs the tests of one file.
public final class UnitTestRun {
  private final String file;
  private final Parts parts;
  private final Options options;
  private final List<Case> cases = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> debug = new ArrayList<>();

  public UnitTestRun(String file, Parts parts, Options options) {
    this.file = file;
    this.parts = parts;
    this.options = options;
  }

  public Report run(String text) {
    try {
      var tests = TestFileReader.read(file, text);
      var ruleFiles = ruleFiles(tests);
      for (int i = 0; i < tests.tests().size(); i++) {
        var test = tests.tests().get(i);
        if (options.selects().test(test.name())) {
          var name = test.name().isEmpty() ? "unnamed#" + i : test.name();
          cases.add(new Case(name, run(tests, test, ruleFiles)));
        }
      }
      return report("");
    } catch (ConfigException e) {
      return report(String.valueOf(e.getMessage()));
    }
  }

  private Report report(String problem) {
    return new Report(file, List.copyOf(cases), problem, List.copyOf(warnings), List.copyOf(debug));
  }

  private List<Path> ruleFiles(TestFile tests) {
    var directory = Path.of(file).toAbsolutePath().getParent();
    var found = new LinkedHashSet<Path>();
    for (var pattern : tests.ruleFiles()) {
      var resolved = directory == null ? Path.of(pattern) : directory.resolve(pattern);
      var matches = parts.files().glob(resolved.normalize().toString());
      if (matches.isEmpty()) {
        warnings.add("no file match pattern " + resolved.normalize());
      }
      found.addAll(matches);
    }
    return List.copyOf(found);
  }

  private List<String> run(TestFile tests, TestFile.Test test, List<Path> ruleFiles) {
    var groups = new ArrayList<RuleGroup>();
    var world = parts.bed().world(tests.evaluationIntervalMillis());
    var reading =
        new RuleFile.Reading(world.queries(), parts.templates(), true, options.ignoresUnknown());
    for (var path : ruleFiles) {
      var problems = load(path, reading, test, groups);
      if (!problems.isEmpty()) {
        return problems;
      }
    }
    // Groups that the order does not name come with its first.
    groups.sort(Comparator.comparingInt(g -> Math.max(0, tests.groupOrder().indexOf(g.name()))));
    var run = new TestRun(tests, test, parts, world);
    var failures = run.run(groups, options.diff());
    if (options.debug()) {
      debug.addAll(run.dump());
    }
    return failures;
  }

  private List<String> load(
      Path path, RuleFile.Reading reading, TestFile.Test test, List<RuleGroup> groups) {
    try {
      var read = RuleFile.read(path.toString(), parts.files().read(path), reading);
      read.groups().forEach(group -> groups.add(group.withInterval(test.intervalMillis())));
      return read.problems();
    } catch (IOException e) {
      return List.of(path + ": " + e.getMessage());
    }
  }
}
