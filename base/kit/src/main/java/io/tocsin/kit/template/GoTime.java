package io.tocsin.kit.template;

import io.tocsin.kit.GoTimeLayout;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Times and durations as templates see them: how they print, and their methods.
public final class GoTime {
  private static final GoTimeLayout PRINTED =
      GoTimeLayout.of("2006-01-02 15:04:05.999999999 -0700 MST");
  private static final Map<String, Function<ZonedDateTime, Object>> OF_TIME =
      Map.ofEntries(
          Map.entry("Unix", ZonedDateTime::toEpochSecond),
          Map.entry("UnixMilli", time -> time.toInstant().toEpochMilli()),
          Map.entry("UnixMicro", time -> time.toEpochSecond() * 1_000_000 + time.getNano() / 1000),
          Map.entry("UnixNano", time -> time.toEpochSecond() * 1_000_000_000 + time.getNano()),
          Map.entry("Year", time -> (long) time.getYear()),
          Map.entry("Month", time -> named("time.Month", time.getMonthValue(), "January", time)),
          Map.entry("Day", time -> (long) time.getDayOfMonth()),
          Map.entry("YearDay", time -> (long) time.getDayOfYear()),
          Map.entry("Hour", time -> (long) time.getHour()),
          Map.entry("Minute", time -> (long) time.getMinute()),
          Map.entry("Second", time -> (long) time.getSecond()),
          Map.entry("Nanosecond", time -> (long) time.getNano()),
          Map.entry(
              "Weekday",
              time -> named("time.Weekday", time.getDayOfWeek().getValue() % 7, "Monday", time)),
          Map.entry("UTC", time -> time.withZoneSameInstant(ZoneOffset.UTC)),
          Map.entry("Local", time -> time.withZoneSameInstant(java.time.ZoneId.systemDefault())),
          Map.entry("IsZero", time -> time.toEpochSecond() == -62_135_596_800L),
          Map.entry("String", GoTime::text),
          Map.entry("GoString", GoTime::text));
  private static final Map<String, Function<Duration, Object>> OF_DURATION =
      Map.of(
          "Nanoseconds", Values::nanos,
          "Microseconds", duration -> Values.nanos(duration) / 1_000,
          "Milliseconds", duration -> Values.nanos(duration) / 1_000_000,
          "Seconds", duration -> Values.nanos(duration) / 1e9,
          "Minutes", duration -> Values.nanos(duration) / 6e10,
          "Hours", duration -> Values.nanos(duration) / 3.6e12,
          "Abs", Duration::abs,
          "String", GoTime::text);

  /// A number with a name of its own, such as a month.
  private record Named(TemplateType type, Long underlying, String printed)
      implements TemplateValue {
    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of("String", TemplateFunction.of(a -> printed));
    }
  }

  private GoTime() {}

  private static Named named(String type, long value, String layout, ZonedDateTime time) {
    var defined = TemplateType.defined(type, TemplateType.Kind.INT);
    return new Named(defined, value, GoTimeLayout.of(layout).format(time));
  }

  public static String text(ZonedDateTime time) {
    return PRINTED.format(time);
  }

  /// Returns the form of `Duration.String`: `1h2m3.5s`, `12ms`, `0s`.
  public static String text(Duration duration) {
    long nanos = Values.nanos(duration);
    if (nanos == 0) {
      return "0s";
    }
    var exact = BigDecimal.valueOf(nanos).abs();
    var sign = nanos < 0 ? "-" : "";
    if (exact.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
      long size = exact.longValue();
      int digits = size >= 1_000_000 ? 6 : size >= 1_000 ? 3 : 0;
      var unit = digits == 6 ? "ms" : digits == 3 ? "µs" : "ns";
      return sign + plain(exact.movePointLeft(digits)) + unit;
    }
    var parts = exact.movePointLeft(9).divideAndRemainder(BigDecimal.valueOf(60));
    long minutes = parts[0].longValue();
    var out = new StringBuilder(sign);
    if (minutes >= 60) {
      out.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      out.append(minutes % 60).append('m');
    }
    return out.append(plain(parts[1])).append('s').toString();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static @Nullable TemplateFunction method(Object receiver, String name) {
    return switch (receiver) {
      case ZonedDateTime time -> method(time, name);
      case Duration duration -> method(duration, name);
      default -> null;
    };
  }

  private static @Nullable TemplateFunction method(ZonedDateTime time, String name) {
    var simple = OF_TIME.get(name);
    if (simple != null) {
      return TemplateFunction.of(a -> simple.apply(time));
    }
    var timeType = TemplateType.TIME;
    var durationType = TemplateType.DURATION;
    return switch (name) {
      case "Format" ->
          TemplateFunction.of(a -> GoTimeLayout.of(a.text(0)).format(time), TemplateType.TEXT);
      case "Add" -> TemplateFunction.of(a -> time.plus(duration(a.value(0))), durationType);
      case "AddDate" ->
          TemplateFunction.of(
              a -> time.plusYears(a.integer(0)).plusMonths(a.integer(1)).plusDays(a.integer(2)),
              TemplateType.INT,
              TemplateType.INT,
              TemplateType.INT);
      case "Sub" -> TemplateFunction.of(a -> Duration.between(time(a.value(0)), time), timeType);
      case "After" -> TemplateFunction.of(a -> time.isAfter(time(a.value(0))), timeType);
      case "Before" -> TemplateFunction.of(a -> time.isBefore(time(a.value(0))), timeType);
      case "Equal" -> TemplateFunction.of(a -> time.isEqual(time(a.value(0))), timeType);
      case "Compare" ->
          TemplateFunction.of(
              a -> (long) time.toInstant().compareTo(time(a.value(0)).toInstant()), timeType);
      case "Truncate" ->
          TemplateFunction.of(a -> stepped(time, duration(a.value(0)), false), durationType);
      case "Round" ->
          TemplateFunction.of(a -> stepped(time, duration(a.value(0)), true), durationType);
      default -> null;
    };
  }

  private static ZonedDateTime time(@Nullable Object value) {
    return value instanceof ZonedDateTime time ? time : Instant.EPOCH.atZone(ZoneOffset.UTC);
  }

  private static Duration duration(@Nullable Object value) {
    return value instanceof Duration duration ? duration : Duration.ZERO;
  }

  private static ZonedDateTime stepped(ZonedDateTime time, Duration step, boolean rounds) {
    // Go counts from the zero time, which is a Monday at midnight.
    var zero = Instant.ofEpochSecond(-62_135_596_800L);
    long nanos = Values.nanos(step);
    if (nanos <= 0) {
      return time;
    }
    var since = Duration.between(zero, time.toInstant());
    var rest = since.minus(step.multipliedBy(since.dividedBy(step)));
    boolean up = rounds && rest.plus(rest).compareTo(step) >= 0;
    return time.minus(rest).plus(up ? step : Duration.ZERO);
  }

  private static @Nullable TemplateFunction method(Duration duration, String name) {
    var simple = OF_DURATION.get(name);
    if (simple != null) {
      return TemplateFunction.of(a -> simple.apply(duration));
    }
    return switch (name) {
      case "Truncate" ->
          TemplateFunction.of(
              a -> stepped(duration, duration(a.value(0)), false), TemplateType.DURATION);
      case "Round" ->
          TemplateFunction.of(
              a -> stepped(duration, duration(a.value(0)), true), TemplateType.DURATION);
      default -> null;
    };
  }

  private static Duration stepped(Duration duration, Duration step, boolean rounds) {
    long nanos = Values.nanos(duration);
    long size = Values.nanos(step);
    if (size <= 0) {
      return duration;
    }
    long rest = nanos % size;
    long down = nanos - rest;
    boolean up = rounds && Math.abs(rest) >= size - Math.abs(rest);
    return Duration.ofNanos(up ? down + (nanos < 0 ? -size : size) : down);
  }
}
