package io.tocsin.promql;

import static io.tocsin.promql.ValueType.MATRIX;
import static io.tocsin.promql.ValueType.SCALAR;
import static io.tocsin.promql.ValueType.STRING;
import static io.tocsin.promql.ValueType.VECTOR;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All functions of the language by name. Source: Prometheus' documentation,
/// `docs/querying/functions.md`.
public final class Functions {
  private static final Map<String, Function> BY_NAME = Collections.unmodifiableMap(table());

  private Functions() {}

  /// Returns the function of that name, or null.
  public static @Nullable Function find(String name) {
    return BY_NAME.get(name);
  }

  /// Returns all functions, sorted by name.
  public static Collection<Function> all() {
    return BY_NAME.values();
  }

  private static Map<String, Function> table() {
    var table = new Table();
    table.stable(
        "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg"
            + " histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad"
            + " sgn sin sinh sort sort_desc sqrt tan tanh timestamp",
        VECTOR);
    table.stable(
        "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta"
            + " increase irate last_over_time max_over_time min_over_time present_over_time rate"
            + " resets stddev_over_time stdvar_over_time sum_over_time",
        MATRIX);
    table.experimental(
        "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time"
            + " ts_of_min_over_time",
        MATRIX);
    table.stable("clamp", VECTOR, SCALAR, SCALAR);
    table.stable("clamp_max clamp_min", VECTOR, SCALAR);
    table.stable("histogram_fraction", SCALAR, SCALAR, VECTOR);
    table.stable("histogram_quantile", SCALAR, VECTOR);
    table.stable("label_replace", VECTOR, STRING, STRING, STRING, STRING);
    table.stable("predict_linear", MATRIX, SCALAR);
    table.stable("quantile_over_time", SCALAR, MATRIX);
    table.stable("vector", SCALAR);
    table.experimental("double_exponential_smoothing", MATRIX, SCALAR, SCALAR);
    table.experimental("start_timestamp", VECTOR);
    table.variadic(
        1,
        false,
        "day_of_month day_of_week day_of_year days_in_month hour minute month year",
        VECTOR);
    table.variadic(1, false, "round", VECTOR, SCALAR);
    table.variadic(-1, false, "label_join", VECTOR, STRING, STRING, STRING);
    table.variadic(1, true, "info", VECTOR, VECTOR);
    table.variadic(9, true, "histogram_quantiles", VECTOR, STRING, SCALAR, SCALAR);
    table.variadic(-1, true, "sort_by_label sort_by_label_desc", VECTOR, STRING);
    table.scalars(false, "pi time");
    table.scalars(true, "end range start step");
    table.scalars(true, "max_of min_of", SCALAR, SCALAR);
    table.scalars(false, "scalar", VECTOR);
    return table.functions;
  }

  private static final class Table {
    private final Map<String, Function> functions = new TreeMap<>();

    void stable(String names, ValueType... arguments) {
      variadic(0, false, names, arguments);
    }

    void experimental(String names, ValueType... arguments) {
      variadic(0, true, names, arguments);
    }

    void variadic(int variadic, boolean experimental, String names, ValueType... arguments) {
      for (var name : names.split(" ", -1)) {
        add(new Function(name, List.of(arguments), variadic, VECTOR, experimental));
      }
    }

    void scalars(boolean experimental, String names, ValueType... arguments) {
      for (var name : names.split(" ", -1)) {
        add(new Function(name, List.of(arguments), 0, SCALAR, experimental));
      }
    }

    private void add(Function function) {
      functions.put(function.name(), function);
    }
  }
}
