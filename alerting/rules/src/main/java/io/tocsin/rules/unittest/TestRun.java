package io.tocsin.rules.unittest;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleOptions;
import io.tocsin.rules.RuleParts;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleSimulation;
import io.tocsin.rules.RuleTestBed.Input;
import io.tocsin.rules.RuleTestBed.World;
import io.tocsin.rules.RuleUnitTests.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Runs one test: fills a world step by step, evaluates the rules after each, and asks.
final class TestRun {
  private static final int STEPS_MAX = 10_000_000;

  private final TestFile file;
  private final TestFile.Test test;
  private final Parts parts;
  private final World world;
  private final List<String> failures = new ArrayList<>();

  TestRun(TestFile file, TestFile.Test test, Parts parts, World world) {
    this.file = file;
    this.test = test;
    this.parts = parts;
    this.world = world;
  }

  /// Returns what failed.
  List<String> run(List<RuleGroup> groups, boolean diff) {
    try {
      for (var one : test.alertCases()) {
        if (one.alert().isEmpty()) {
          return List.of(unnamed(one));
        }
      }
      var inputs = new ArrayList<Input>();
      for (var series : test.inputs()) {
        inputs.add(parts.bed().input(series.series(), series.values()));
      }
      if (evaluate(groups, inputs, new AlertChecks(test, diff))) {
        new QueryChecks(file, test, parts.bed(), world.queries()).check(failures);
      }
      return failures;
    } catch (RuleQueryException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private String unnamed(TestFile.AlertCase one) {
    return "an item under alert_rule_test misses required attribute alertname at eval_time "
        + Durations.print(one.atMillis())
        + (test.name().isEmpty() ? "" : " (in TestGroup " + test.name() + ")");
  }

  /// Returns false if a rule failed, after which nothing else counts.
  private boolean evaluate(List<RuleGroup> groups, List<Input> inputs, AlertChecks alerts) {
    var rules =
        new RuleSimulation(
            new RuleParts(
                world.store(),
                world.queries(),
                parts.templates(),
                List.of(),
                Clock.system(),
                new PrometheusRegistry()),
            RuleOptions.DEFAULT,
            new RuleSet(groups, 0, test.externalLabels(), test.externalUrl()));
    long interval = file.evaluationIntervalMillis();
    if (test.durationMillis() / interval > STEPS_MAX) {
      throw new RuleQueryException("eval_time: more than " + STEPS_MAX + " evaluations");
    }
    long filled = Long.MIN_VALUE;
    long end = test.startMillis() + test.durationMillis();
    for (long at = test.startMillis(); at <= end; at += interval) {
      fill(inputs, filled, at);
      filled = at;
      rules.evaluate(at);
      if (hasFailed(rules, at)) {
        return false;
      }
      alerts.check(rules, at - test.startMillis(), interval, failures);
    }
    return true;
  }

  private boolean hasFailed(RuleSimulation rules, long atMillis) {
    int before = failures.size();
    for (var group : rules.groups()) {
      for (var rule : group.rules()) {
        if (!rule.lastError().isEmpty()) {
          failures.add(
              "    rule: "
                  + rule.rule().name()
                  + ", time: "
                  + GoDuration.print(atMillis)
                  + ", err: "
                  + rule.lastError());
        }
      }
    }
    return failures.size() > before;
  }

  /// Appends what comes after `after`, until `till`.
  private void fill(List<Input> inputs, long after, long till) {
    try (var appender = world.store().appender(0)) {
      for (var input : inputs) {
        int id = appender.series(input.labels());
        long step = test.intervalMillis();
        long first = after < test.startMillis() ? 0 : (after - test.startMillis()) / step + 1;
        for (long i = first; i < input.values().size(); i++) {
          long at = test.startMillis() + i * step;
          if (at > till) {
            break;
          }
          append(appender, id, at, input, (int) i);
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Appender appender, int id, long at, Input input, int position) {
    var sample = input.values().get(position);
    if (sample == null) {
      return;
    }
    var histogram = sample.histogram();
    var outcome =
        histogram == null
            ? appender.append(id, at, sample.value())
            : appender.append(id, at, histogram);
    if (outcome != Outcome.ACCEPTED && outcome != Outcome.DUPLICATE) {
      throw new RuleQueryException("sample: " + input.labels() + " at " + at + " ms: " + outcome);
    }
  }

  /// Returns all samples, a line for each series.
  List<String> dump() {
    var lines = new ArrayList<String>();
    long end = test.startMillis() + test.durationMillis();
    try (var querier = world.store().querier(test.startMillis(), end);
        var series =
            querier.select(
                List.of(new Matcher(Matcher.Type.REGEX, "__name__", ".+")),
                test.startMillis(),
                end)) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < series.size(); i++) {
        buffer.clear();
        series.read(i, buffer);
        lines.add(series.labels(i) + " =>" + QueryChecks.samples(buffer));
      }
    }
    lines.sort(null);
    return lines;
  }
}
