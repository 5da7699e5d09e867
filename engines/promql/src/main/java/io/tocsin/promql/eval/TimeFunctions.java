package io.tocsin.promql.eval;

import io.tocsin.promql.block.MappedBlock.CellChange;
import io.tocsin.promql.rollup.Steps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Functions of a date in UTC, given in Unix seconds.
final class TimeFunctions {
  private static final int DAYS_PER_WEEK = 7;

  private TimeFunctions() {}

  /// Returns the function of that name, or null.
  static @Nullable CellChange find(String name) {
    return switch (name) {
      case "minute" -> field(LocalDateTime::getMinute);
      case "hour" -> field(LocalDateTime::getHour);
      case "day_of_week" -> field(date -> date.getDayOfWeek().getValue() % DAYS_PER_WEEK);
      case "day_of_month" -> field(LocalDateTime::getDayOfMonth);
      case "day_of_year" -> field(LocalDateTime::getDayOfYear);
      case "days_in_month" -> field(date -> date.toLocalDate().lengthOfMonth());
      case "month" -> field(LocalDateTime::getMonthValue);
      case "year" -> field(LocalDateTime::getYear);
      default -> null;
    };
  }

  private static CellChange field(ToIntFunction<LocalDateTime> field) {
    return seconds -> {
      if (Double.isNaN(seconds) || Math.abs(seconds) > Instant.MAX.getEpochSecond()) {
        return Double.NaN;
      }
      return field.applyAsInt(LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC));
    };
  }

  /// Returns the evaluation times in seconds.
  static double[] times(Steps steps) {
    var times = new double[steps.count()];
    for (int step = 0; step < times.length; step++) {
      times[step] = steps.time(step) / 1000.0;
    }
    return times;
  }
}
