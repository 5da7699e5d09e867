package io.tocsin.rules.eval;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.rules.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rules of a group read what others before them write, and the order that follows: batches,
/// one after the other, of rules that may be evaluated beside each other.
final class Dependencies {
  private final List<Rule> rules;
  private final BitSet reads = new BitSet();
  private final BitSet isRead = new BitSet();

  private Dependencies(List<Rule> rules) {
    this.rules = rules;
  }

  /// Returns positions of rules; each alone where a query may read any metric.
  static List<List<Integer>> batches(List<Rule> rules) {
    var dependencies = new Dependencies(rules);
    for (int i = 0; i < rules.size(); i++) {
      for (var selector : rules.get(i).query().selectors()) {
        var name = find(selector, Labels.NAME);
        if (name == null) {
          return alone(rules.size());
        }
        dependencies.note(i, name, selector);
      }
    }
    return dependencies.order();
  }

  private static List<List<Integer>> alone(int count) {
    var batches = new ArrayList<List<Integer>>();
    for (int i = 0; i < count; i++) {
      batches.add(List.of(i));
    }
    return batches;
  }

  private static @Nullable Matcher find(List<Matcher> selector, String label) {
    for (var matcher : selector) {
      if (matcher.name().equals(label)) {
        return matcher;
      }
    }
    return null;
  }

  private void note(int reader, Matcher name, List<Matcher> selector) {
    var alertName = find(selector, Alert.NAME);
    boolean alerts = name.matches(AlertRun.ALERTS) || name.matches(AlertRun.FOR_STATE);
    for (int writer = 0; writer < reader; writer++) {
      boolean read =
          switch (rules.get(writer)) {
            case Rule.Recording one -> name.matches(one.name());
            case Rule.Alert one -> alerts && (alertName == null || alertName.matches(one.name()));
          };
      if (read) {
        reads.set(reader);
        isRead.set(writer);
      }
    }
  }

  /// Those that read nothing first, those that nobody reads last, the others in their order.
  private List<List<Integer>> order() {
    var first = new ArrayList<Integer>();
    var batches = new ArrayList<List<Integer>>();
    var last = new ArrayList<Integer>();
    for (int i = 0; i < rules.size(); i++) {
      if (!reads.get(i)) {
        first.add(i);
      } else if (isRead.get(i)) {
        batches.add(List.of(i));
      } else {
        last.add(i);
      }
    }
    batches.addFirst(first);
    batches.add(last);
    batches.removeIf(List::isEmpty);
    return batches;
  }
}
