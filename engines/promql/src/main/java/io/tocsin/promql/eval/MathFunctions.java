package io.tocsin.promql.eval;

import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.MappedBlock.CellChange;
import io.tocsin.promql.numeric.Logarithms;
import io.tocsin.promql.numeric.Numbers;
import io.tocsin.promql.rollup.Cell;
import org.jspecify.annotations.Nullable;

/// Functions of one number.
final class MathFunctions {
  private MathFunctions() {}

  /// Returns the function of that name, or null.
  static @Nullable CellChange find(String name) {
    return switch (name) {
      case "abs" -> Math::abs;
      case "ceil" -> Math::ceil;
      case "floor" -> Math::floor;
      case "exp" -> Math::exp;
      case "sqrt" -> Math::sqrt;
      case "ln" -> Math::log;
      case "log2" -> Logarithms::base2;
      case "log10" -> Math::log10;
      case "sgn" -> value -> value < 0 ? -1 : value > 0 ? 1 : value;
      case "deg" -> value -> value * 180 / Math.PI;
      case "rad" -> value -> value * Math.PI / 180;
      default -> trigonometry(name);
    };
  }

  private static @Nullable CellChange trigonometry(String name) {
    return switch (name) {
      case "sin" -> Math::sin;
      case "cos" -> Math::cos;
      case "tan" -> Math::tan;
      case "asin" -> Math::asin;
      case "acos" -> Math::acos;
      case "atan" -> Math::atan;
      case "sinh" -> Math::sinh;
      case "cosh" -> Math::cosh;
      case "tanh" -> Math::tanh;
      case "asinh" -> Numbers::asinh;
      case "acosh" -> Numbers::acosh;
      case "atanh" -> Numbers::atanh;
      default -> null;
    };
  }

  /// Rounds to the nearest multiple, ties up; one multiple per step.
  static MappedBlock.RowChange round(double[] nearest) {
    return MappedBlock.floats(row -> {
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          // Multiplying by the inverse is what Prometheus does; dividing rounds differently.
          double inverse = 1.0 / nearest[step];
          row[step] = Math.floor(row[step] * inverse + 0.5) / inverse;
        }
      }
    });
  }

  /// Limits values; no value where the limits are the wrong way round.
  static MappedBlock.RowChange clamp(double[] min, double[] max) {
    return MappedBlock.floats(row -> {
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          row[step] =
              max[step] < min[step]
                  ? Cell.ABSENT
                  : Numbers.max(min[step], Numbers.min(max[step], row[step]));
        }
      }
    });
  }
}
