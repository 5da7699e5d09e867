package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.Matcher;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.eval.Selector.Wanted;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `info`: adds labels of info metrics that have the same instance and job.
final class InfoFunction {
  static final String TARGET_INFO = "target_info";

  private final Scope scope;
  private final Windows windows;
  private final List<Matcher> nameMatchers;
  private final List<Matcher> dataMatchers;
  private final Set<String> dataLabels;
  private final List<Labels> labels = new ArrayList<>();
  private final List<Boolean> drops = new ArrayList<>();
  private final List<Row> values = new ArrayList<>();

  /// @param matchers of the info metrics' names, and of the labels to take over
  /// @param windows in which info series are looked for
  InfoFunction(Scope scope, List<Matcher> matchers, Windows windows) {
    this.scope = scope;
    this.windows = windows;
    this.nameMatchers = effective(matchers.stream().filter(InfoFunction::isName).toList());
    this.dataMatchers = matchers.stream().filter(matcher -> !isName(matcher)).toList();
    this.dataLabels = dataMatchers.stream().map(Matcher::name).collect(Collectors.toSet());
  }

  private static boolean isName(Matcher matcher) {
    return matcher.name().equals(Labels.NAME);
  }

  /// Adds what is meant where names are only excluded, or not mentioned.
  private static List<Matcher> effective(List<Matcher> given) {
    if (given.isEmpty()) {
      return List.of(Matcher.equal(Labels.NAME, TARGET_INFO));
    }
    boolean positive =
        given.stream()
            .map(Matcher::type)
            .anyMatch(type -> type == Matcher.Type.EQUAL || type == Matcher.Type.REGEX);
    if (positive) {
      return given;
    }
    var all = new ArrayList<>(given);
    all.add(new Matcher(Matcher.Type.REGEX, Labels.NAME, ".+_info"));
    return all;
  }

  Block apply(Block input) {
    var base = Table.of(input, scope.budget());
    var info = new InfoSeries(infoTimes(base));
    for (int row = 0; row < base.rows().size(); row++) {
      scope.budget().check();
      var name = base.rows().labels(row);
      boolean drop = base.rows().dropsName(row);
      if (isInfo(name)) {
        add(name, drop, base.row(row));
      } else {
        enrich(name, drop, base.row(row), info);
      }
    }
    var drop = new boolean[drops.size()];
    for (int i = 0; i < drop.length; i++) {
      drop[i] = drops.get(i);
    }
    var rows = new LabelRows(labels.toArray(new Labels[0]), drop);
    return Collisions.merge(
        new Table(rows, base.steps(), values.toArray(new Row[0])), scope.budget());
  }

  private boolean isInfo(Labels series) {
    return nameMatchers.stream().allMatch(matcher -> matcher.matches(series.metricName()));
  }

  private void add(Labels name, boolean drop, Row row) {
    labels.add(name);
    drops.add(drop);
    values.add(row);
  }

  private Table infoTimes(Table base) {
    var matchers = new ArrayList<Matcher>();
    for (var label : InfoSeries.IDENTIFYING) {
      var found = new TreeSet<String>();
      for (int row = 0; row < base.rows().size(); row++) {
        var name = base.rows().labels(row);
        if (name.has(label) && !isInfo(name)) {
          found.add(quoted(name.value(label)));
        }
      }
      if (!found.isEmpty()) {
        matchers.add(new Matcher(Matcher.Type.REGEX, label, String.join("|", found)));
      }
    }
    if (matchers.isEmpty()) {
      return Table.empty(base.steps());
    }
    matchers.addAll(dataMatchers);
    matchers.addAll(nameMatchers);
    var set = scope.select(matchers, windows.firstStart(), windows.lastEnd());
    return Table.of(new Selector(set, windows, Wanted.INFO_TIME, scope.budget()), scope.budget());
  }

  private static String quoted(String text) {
    var out = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
            out.append('\\');
          }
          out.append((char) c);
        });
    return out.toString();
  }

  /// Adds the series under the names that its info series give it, which may change with time.
  private void enrich(Labels name, boolean drop, Row row, InfoSeries info) {
    var candidates = info.candidates(name);
    Map<List<Integer>, Integer> rowsByInfo = new HashMap<>();
    for (int step = 0; step < row.steps(); step++) {
      if (!row.present(step)) {
        continue;
      }
      var chosen = new ArrayList<Integer>();
      for (var ofOneMetric : candidates) {
        int newest = info.newest(ofOneMetric, step);
        if (newest >= 0) {
          chosen.add(newest);
        }
      }
      int at =
          rowsByInfo.computeIfAbsent(chosen, _ -> start(name, drop, chosen, row.steps(), info));
      if (at >= 0) {
        values.get(at).copy(step, row);
      }
    }
  }

  /// Begins a row, or returns -1 where the series is to be left out.
  private int start(Labels name, boolean drop, List<Integer> chosen, int steps, InfoSeries info) {
    var enriched = enriched(name, chosen, info);
    if (enriched == null) {
      return -1;
    }
    scope.budget().hold(steps, steps);
    add(enriched, drop, new Row(steps));
    return labels.size() - 1;
  }

  private @Nullable Labels enriched(Labels name, List<Integer> chosen, InfoSeries info) {
    if (chosen.isEmpty()) {
      return dataMatchers.stream().allMatch(matcher -> matcher.matches("")) ? name : null;
    }
    var added = new LabelsBuilder();
    for (int row : chosen) {
      for (var label : info.labels(row)) {
        boolean wanted = dataLabels.isEmpty() || dataLabels.contains(label.name());
        if (wanted && !label.name().equals(Labels.NAME)) {
          take(added, name, label.name(), label.value());
        }
      }
    }
    var builder = name.builder();
    added.build().forEach(label -> builder.set(label.name(), label.value()));
    return builder.build();
  }

  private static void take(LabelsBuilder added, Labels series, String label, String value) {
    var before = added.value(label);
    if (!before.isEmpty() && !before.equals(value)) {
      throw new QueryException(QueryException.Kind.EXECUTION, "conflicting label: " + label);
    }
    if (!series.has(label)) {
      added.set(label, value);
    }
  }
}
