package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.Expr;
import io.tocsin.promql.VectorMatching;
import io.tocsin.promql.VectorMatching.Cardinality;
import io.tocsin.promql.block.Names;
import org.jspecify.annotations.Nullable;

/// How two samples are joined and what the result is called. The sides are "many" and "one": left
/// and right, or right and left for `group_right`.
///
/// @param swapped whether the left side of the expression is the "one" side
/// @param removesName whether the result loses its name now
/// @param marksName whether it loses it at the end of the query
record JoinRule(
    VectorMatching matching,
    Arithmetic arithmetic,
    boolean swapped,
    boolean removesName,
    boolean marksName) {
  static JoinRule of(Expr.Binary node, VectorMatching matching, boolean delayed) {
    var plain = Arithmetic.of(node.operator());
    boolean changes = Arithmetic.changesMeaning(node.operator());
    return new JoinRule(
        matching,
        node.returnBool() ? plain.asBool() : plain,
        matching.cardinality() == Cardinality.ONE_TO_MANY,
        changes || (node.returnBool() && !delayed),
        node.returnBool());
  }

  boolean oneToOne() {
    return matching.cardinality() == Cardinality.ONE_TO_ONE;
  }

  /// The fill values stay with the "many" and "one" sides for `group_right` too, as in Prometheus:
  /// its `fill_left` stands in for the right side there.
  @Nullable Double fillMany() {
    return matching.fillLeft();
  }

  @Nullable Double fillOne() {
    return matching.fillRight();
  }

  boolean fills() {
    return matching.fillLeft() != null || matching.fillRight() != null;
  }

  boolean includes() {
    return !matching.include().isEmpty();
  }

  double calculate(double many, double one) {
    return swapped ? arithmetic.apply(one, many) : arithmetic.apply(many, one);
  }

  /// Returns the labels that both sides of a match have in common.
  Labels matchLabels(Labels labels) {
    if (matching.on()) {
      return labels.keeping(matching.labels());
    }
    var builder = labels.builder();
    matching.labels().forEach(name -> builder.set(name, ""));
    return builder.set(Labels.NAME, "").build();
  }

  Labels resultLabels(Labels many, Labels one) {
    var labels = removesName ? Names.without(many) : many;
    if (oneToOne()) {
      labels =
          matching.on()
              ? labels.keeping(matching.labels())
              : labels.without(matching.labels().toArray(String[]::new));
    }
    if (!includes()) {
      return labels;
    }
    var builder = labels.builder();
    for (var name : matching.include()) {
      builder.set(name, one.value(name));
    }
    return builder.build();
  }
}
