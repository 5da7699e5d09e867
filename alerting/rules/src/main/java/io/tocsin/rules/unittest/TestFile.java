package io.tocsin.rules.unittest;

import io.tocsin.model.Labels;
import java.util.List;
import java.util.Map;

/// A file of tests as it was read. Times in milliseconds.
record TestFile(
    List<String> ruleFiles,
    long evaluationIntervalMillis,
    List<String> groupOrder,
    boolean fuzzy,
    List<Test> tests) {
  /// One test.
  ///
  /// @param intervalMillis between the values of a series, and of groups that say none
  record Test(
      String name,
      long intervalMillis,
      long startMillis,
      List<Series> inputs,
      Labels externalLabels,
      String externalUrl,
      List<AlertCase> alertCases,
      List<QueryCase> queryCases) {
    /// Returns the last time that anything is asked at, from the start.
    long durationMillis() {
      long alerts = alertCases.stream().mapToLong(AlertCase::atMillis).max().orElse(0);
      return Math.max(alerts, queryCases.stream().mapToLong(QueryCase::atMillis).max().orElse(0));
    }
  }

  record Series(String series, String values) {}

  /// Which alerts of a name fire at a time.
  record AlertCase(long atMillis, String alert, List<Expected> expected) {}

  record Expected(Map<String, String> labels, Map<String, String> annotations) {}

  /// What a query answers at a time.
  record QueryCase(long atMillis, String query, List<Sample> expected) {}

  record Sample(String labels, double value, String histogram) {}
}
