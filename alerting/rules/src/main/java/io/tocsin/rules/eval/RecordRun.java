package io.tocsin.rules.eval;

import io.tocsin.model.Labels;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleQueries;
import java.util.ArrayList;
import java.util.List;

/// A rule that records.
final class RecordRun extends RuleRun {
  private final Rule.Recording rule;
  private final RuleQueries queries;

  RecordRun(Rule.Recording rule, RuleQueries queries) {
    super(rule);
    this.rule = rule;
    this.queries = queries;
  }

  @Override
  List<Output> evaluate(long timeMillis, long offsetMillis, int limit) {
    var outputs = new ArrayList<Output>();
    for (var sample : queries.instant(rule.query().text(), timeMillis - offsetMillis)) {
      var labels = sample.labels().builder().set(Labels.NAME, rule.name());
      rule.labels().forEach(labels::set);
      outputs.add(new Output(labels.build(), sample.value(), sample.histogram()));
    }
    if (!repeated(outputs).isEmpty()) {
      throw new RuleFailure(
          "vector contains metrics with the same labelset after applying rule labels: "
              + repeated(outputs).getFirst());
    }
    if (limit > 0 && outputs.size() > limit) {
      throw new RuleFailure("exceeded limit of " + limit + " with " + outputs.size() + " series");
    }
    return outputs;
  }
}
