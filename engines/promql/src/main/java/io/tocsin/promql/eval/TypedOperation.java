package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.BinaryOperator;
import io.tocsin.promql.Expr;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.histogram.Trimming;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.notes.Place;
import io.tocsin.promql.rollup.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A binary operator between what two rows have at a step, floats or histograms. What it has to say
/// is said once all is done: of several notes about one step the last counts.
final class TypedOperation {
  private final BinaryOperator operator;
  private final Arithmetic arithmetic;
  private final boolean bool;
  private final Place place;
  private final int[] order;
  private final @Nullable Said[] said;

  private record Said(Note note, String word) {}

  /// @param arithmetic what happens to two floats
  TypedOperation(Expr.Binary node, Arithmetic arithmetic, Place place, int steps) {
    this.operator = node.operator();
    this.bool = node.returnBool();
    this.arithmetic = arithmetic;
    this.place = place;
    this.order = new int[steps];
    this.said = new Said[steps];
    Arrays.fill(order, -1);
  }

  /// Tells whether floats alone need more than arithmetic.
  boolean isTrim() {
    return operator.isTrim();
  }

  /// Calculates; `out` has nothing at the step unless there is a result.
  ///
  /// @param row orders what is said about the step
  /// @return whether the two could be matched, even if a comparison keeps neither
  boolean apply(Row left, Row right, int step, Row out, int row) {
    out.clear(step);
    var leftHistogram = left.histogram(step);
    var rightHistogram = right.histogram(step);
    if (leftHistogram != null && rightHistogram != null) {
      return histograms(leftHistogram, rightHistogram, step, out, row);
    }
    if (leftHistogram != null) {
      var scaled = scaled(leftHistogram, right.values()[step], true);
      return scaled == null
          ? incompatible("histogram", "float", step, row)
          : set(out, step, scaled);
    }
    if (rightHistogram != null) {
      var scaled = scaled(rightHistogram, left.values()[step], false);
      return scaled == null
          ? incompatible("float", "histogram", step, row)
          : set(out, step, scaled);
    }
    if (operator.isTrim()) {
      return incompatible("float", "float", step, row);
    }
    out.set(step, arithmetic.apply(left.values()[step], right.values()[step]));
    return true;
  }

  private static boolean set(Row out, int step, Histogram histogram) {
    out.set(step, histogram);
    return true;
  }

  /// Returns a histogram scaled or trimmed by a number, or null if the operator does neither.
  private @Nullable Histogram scaled(Histogram histogram, double number, boolean first) {
    if (operator == BinaryOperator.MULTIPLY) {
      return Tally.of(histogram).multiply(number).compact();
    }
    if (!first) {
      return null;
    }
    if (operator == BinaryOperator.DIVIDE) {
      return Tally.of(histogram).divide(number).compact();
    }
    if (operator == BinaryOperator.TRIM_UPPER) {
      return Trimming.below(histogram, number);
    }
    return operator == BinaryOperator.TRIM_LOWER ? Trimming.above(histogram, number) : null;
  }

  private boolean histograms(Histogram left, Histogram right, int step, Row out, int row) {
    if (operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT) {
      return sum(left, right, step, out, row);
    }
    if (operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL) {
      boolean equal = left.sameCounts(right);
      return compared(left, equal == (operator == BinaryOperator.EQUAL), step, out);
    }
    return incompatible("histogram", "histogram", step, row);
  }

  private boolean compared(Histogram left, boolean holds, int step, Row out) {
    if (bool) {
      out.set(step, holds ? 1 : 0);
    } else if (holds) {
      out.set(step, left);
    }
    return true;
  }

  private boolean sum(Histogram left, Histogram right, int step, Row out, int row) {
    boolean adds = operator == BinaryOperator.ADD;
    var word = adds ? "addition" : "subtraction";
    var tally = Tally.of(left);
    if (!tally.takes(right)) {
      say(Note.INCOMPATIBLE_BUCKETS, operator.symbol(), step, row);
      return false;
    }
    if (adds) {
      tally.add(right);
    } else {
      tally.subtract(right).hint(ResetHint.GAUGE);
    }
    if (tally.takesReconciled()) {
      say(Note.RECONCILED, word, step, row);
    }
    if (tally.collided()) {
      // Prometheus gives no result then.
      say(Note.RESET_COLLISION, word, step, row);
      return false;
    }
    out.set(step, tally.compact());
    return true;
  }

  private boolean incompatible(String left, String right, int step, int row) {
    var symbol = operator.symbol();
    say(
        Note.INCOMPATIBLE_TYPES,
        '"' + symbol + "\": " + left + ' ' + symbol + ' ' + right,
        step,
        row);
    return false;
  }

  private void say(Note note, String word, int step, int row) {
    if (row >= order[step]) {
      order[step] = row;
      said[step] = new Said(note, word);
    }
  }

  /// Says what there was to say.
  void speak() {
    for (var one : said) {
      if (one != null) {
        place.say(one.note, one.word);
      }
    }
  }
}
