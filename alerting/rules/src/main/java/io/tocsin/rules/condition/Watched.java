package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule kind watches: a name of the catalogue with what conditions may say around it, as in
/// `p95 of request latency by service`. A counter is watched as its rate per second.
public final class Watched {
  private final String text;
  private final Subject subject;
  private final CatalogueEntry entry;
  private final @Nullable Measure change;

  private Watched(String text, Subject subject, CatalogueEntry entry) {
    this.text = text;
    this.subject = subject;
    this.entry = entry;
    boolean counts =
        entry.kind() == CatalogueEntry.Kind.COUNTER && subject.measure() != Measure.COUNT;
    this.change = counts && subject.change() == null ? Measure.RATE : subject.change();
  }

  /// Reads the text at a node.
  ///
  /// @throws io.tocsin.kit.ConfigException that names file, line, column and what was expected
  public static Watched read(YamlNode node, Catalogue catalogue) {
    var text = node.text().strip();
    try {
      var subject = ConditionParser.subject(text, catalogue);
      var watched = new Watched(text, subject, catalogue.entry(subject.name()));
      ConditionCompiler.check(subject, watched.entry, watched.change);
      return watched;
    } catch (ConditionException e) {
      throw node.refusal(e.getMessage() + ", in: " + text);
    }
  }

  /// Returns what was written.
  public String text() {
    return text;
  }

  public String name() {
    return subject.name();
  }

  /// Returns its values in PromQL.
  public String expr() {
    if (subject.measure() == Measure.ALL) {
      return "min"
          + Values.by(List.of())
          + "("
          + new Values(subject, entry, change, 0).expression()
          + ")";
    }
    return new Values(subject, entry, change, 0).expression();
  }

  /// Returns the labels named with `by`; none where none are.
  public List<String> by() {
    return subject.by() == null ? List.of() : subject.by();
  }

  /// Returns the metric that counts, or null for what is no counter and no histogram.
  public @Nullable String counter() {
    return switch (entry.kind()) {
      case GAUGE -> null;
      case COUNTER -> entry.expr();
      case HISTOGRAM -> entry.metric("_count");
    };
  }

  /// Tells whether its values are a metric's as they are stored.
  public boolean isPlainMetric() {
    return entry.isMetric()
        && entry.kind() == CatalogueEntry.Kind.GAUGE
        && subject.measure() == null
        && subject.windowMillis() == 0;
  }

  /// Reads an amount in the unit of the values.
  ///
  /// @throws io.tocsin.kit.ConfigException that names what was expected
  public double amount(YamlNode node) {
    try {
      var words = List.of(subject.name().toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1));
      Set<String> nouns = new HashSet<>(words);
      nouns.add(entry.unit().name().toLowerCase(Locale.ROOT));
      return ConditionParser.amount(node.text(), nouns).in(unit(), subject.name());
    } catch (ConditionException e) {
      throw node.refusal(node.text() + ": " + e.getMessage());
    }
  }

  private Unit unit() {
    return ConditionCompiler.unit(subject, entry, change);
  }

  /// Returns a template that shows a value with its unit.
  public String valueText() {
    boolean rate = change == Measure.RATE;
    boolean counts =
        subject.measure() == Measure.COUNT
            || (rate && entry.kind() == CatalogueEntry.Kind.HISTOGRAM);
    return ValueText.of(counts ? Unit.COUNT : entry.unit(), rate);
  }
}
