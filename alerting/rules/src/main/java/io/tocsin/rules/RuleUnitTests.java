package io.tocsin.rules;

import io.tocsin.collect.ReadFiles;
import io.tocsin.rules.unittest.UnitTestRun;
import java.util.List;
import java.util.function.Predicate;

/// Unit tests of rules, in the form that promtool reads.
public final class RuleUnitTests {
  private RuleUnitTests() {}

  /// How tests are run.
  ///
  /// @param selects tells by its name whether a test is run
  /// @param diff whether a failure shows what differs rather than both sides
  /// @param debug whether all samples are shown that a test ends with
  /// @param ignoresUnknown whether keys of rule files that are not known are passed over
  public record Options(
      Predicate<String> selects, boolean diff, boolean debug, boolean ignoresUnknown) {}

  /// What tests are run with.
  public record Parts(RuleTestBed bed, RuleTemplates templates, ReadFiles files) {}

  /// What became of a file.
  ///
  /// @param problem why the file could not be run at all; empty if it could
  /// @param warnings of what was passed over
  /// @param debug what was asked for with [Options#debug]
  public record Report(
      String file, List<Case> cases, String problem, List<String> warnings, List<String> debug) {
    public boolean succeeded() {
      return problem.isEmpty() && cases.stream().allMatch(one -> one.failures().isEmpty());
    }
  }

  /// One test and what it found wrong.
  public record Case(String name, List<String> failures) {
    public Case {
      failures = List.copyOf(failures);
    }
  }

  /// Runs the tests of a file; never throws for what stands in it.
  public static Report run(String file, String text, Parts parts, Options options) {
    return new UnitTestRun(file, parts, options).run(text);
  }
}
