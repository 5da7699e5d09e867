package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Parameters;
import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import io.tocsin.notify.AlertQuery;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.ReceiverSpec;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Reads the parameters that say which alerts, groups, silences or receivers are asked for.
record Filters(Parameters parameters, MatcherSyntax syntax) {
  private static final Set<String> TRUE =
      Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

  /// Returns what is asked of alerts and groups.
  ///
  /// @throws Refusal if a matcher or the expression for receivers cannot be read
  AlertQuery alerts() {
    var filter = filter();
    return new AlertQuery(
        filter, flag("active"), flag("silenced"), flag("inhibited"), flag("muted"), receivers());
  }

  /// Returns the matchers of `filter`.
  Matchers filter() {
    try {
      return matchers("filter");
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private Matchers matchers(String name) {
    var matchers = new ArrayList<Matcher>();
    for (var text : parameters.all(name)) {
      matchers.add(syntax.one(text));
    }
    return Matchers.of(matchers);
  }

  /// Returns a flag, which is true where it is not given, and false for any word that does not mean
  /// true.
  boolean flag(String name) {
    var all = parameters.all(name);
    var last = all.isEmpty() ? "" : all.getLast();
    return last.isEmpty() || TRUE.contains(last.toLowerCase(Locale.ROOT));
  }

  private Predicate<ReceiverSpec> receivers() {
    var byName = receiverNames();
    var byLabels = receiverLabels();
    return receiver -> byName.test(receiver) && byLabels.test(receiver);
  }

  private Predicate<ReceiverSpec> receiverNames() {
    var all = parameters.all("receiver");
    var expression = all.isEmpty() ? "" : all.getLast();
    if (expression.isEmpty()) {
      return _ -> true;
    }
    try {
      var regex = AnchoredRegex.compile(expression);
      return receiver -> regex.matches(receiver.name());
    } catch (RegexException e) {
      throw Refusal.badRequest("failed to parse receiver param: " + e.getMessage());
    }
  }

  /// Returns the condition of `receiver_matchers`.
  Predicate<ReceiverSpec> receiverLabels() {
    try {
      var matchers = matchers("receiver_matchers");
      return receiver -> matchers.matches(receiver.labels());
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("failed to parse receiver_matchers param: " + e.getMessage());
    }
  }
}
