package io.tocsin.rules;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Rules over answers that a test sets: a query is the name of an answer, and templates know
/// `{{value}}` and refuse `{{bad}}`.
final class Bench implements RuleQueries, RuleTemplates {
  final KeptSamples store = new KeptSamples();
  final ManualClock clock;
  final List<Alert> told = new CopyOnWriteArrayList<>();
  final PrometheusRegistry metrics = new PrometheusRegistry();
  final Map<String, List<RuleSample>> answers = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();

  Bench(long millis) {
    clock = new ManualClock(millis);
  }

  RuleParts parts() {
    Clock time = clock;
    return new RuleParts(store, this, this, List.of(told::addAll), time, metrics);
  }

  /// Makes the query answer one sample without labels for each value.
  void answer(String query, RuleSample... samples) {
    answers.put(query, List.of(samples));
  }

  static RuleSample sample(double value, String... labels) {
    return new RuleSample(Labels.of(labels), value);
  }

  @Override
  public RuleQuery parse(String query) {
    if (!LabelsText.isMetricName(query)) {
      throw new RuleQueryException("1:1: parse error: no name");
    }
    return new RuleQuery(query, List.of(List.of(Matcher.equal(Labels.NAME, query))));
  }

  @Override
  public List<RuleSample> instant(String query, long timeMillis) {
    asked.incrementAndGet();
    if (query.equals("broken")) {
      throw new RuleQueryException("no answer");
    }
    return answers.getOrDefault(query, List.of());
  }

  @Override
  public void check(String alert, String text) {
    if (text.contains("{{bad}}")) {
      throw new RuleTemplateException("function \"bad\" not defined");
    }
  }

  @Override
  public String expand(String alert, String text, Input input) {
    check(alert, text);
    return text.replace("{{value}}", String.valueOf(input.sample().value()));
  }

  RuleFile read(String text) {
    return RuleFile.read("rules.yml", text, new RuleFile.Reading(this, this));
  }

  /// Reads rules that must be good, with a minute where they say no interval.
  RuleSet set(String text) {
    var file = read(text);
    if (!file.isGood()) {
      throw new IllegalArgumentException(String.join("\n", file.problems()));
    }
    var groups = new ArrayList<RuleGroup>();
    file.groups().forEach(group -> groups.add(group.withInterval(60_000)));
    return new RuleSet(groups, 0, Labels.EMPTY, "http://here");
  }

  static SortedMap<String, String> map(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }
}
