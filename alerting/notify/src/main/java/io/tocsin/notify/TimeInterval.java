package io.tocsin.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/// A recurring time. It contains a moment if each list that is not empty has a range that does.
/// Immutable.
///
/// @param times minutes of the day, the end not included
/// @param weekdays 0 is Sunday, the end included
/// @param daysOfMonth from 1, or from -1 counted from the month's end, the end included
/// @param months from 1, the end included
/// @param years the end included
/// @param zone in which the clock is read
public record TimeInterval(
    List<Range> times,
    List<Range> weekdays,
    List<Range> daysOfMonth,
    List<Range> months,
    List<Range> years,
    ZoneId zone) {
  /// From `begin` to `end`.
  public record Range(int begin, int end) {
    boolean has(int value) {
      return value >= begin && value <= end;
    }
  }

  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /// Tells whether the moment lies inside, in milliseconds since the epoch.
  public boolean contains(long millis) {
    var time = Instant.ofEpochMilli(millis).atZone(zone);
    int minute = time.getHour() * 60 + time.getMinute();
    return (times.isEmpty() || times.stream().anyMatch(r -> minute >= r.begin && minute < r.end))
        && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(r -> hasDay(r, time)))
        && has(months, time.getMonthValue())
        && has(weekdays, time.getDayOfWeek().getValue() % 7)
        && has(years, time.getYear());
  }

  private static boolean has(List<Range> ranges, int value) {
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.has(value));
  }

  private static boolean hasDay(Range range, ZonedDateTime time) {
    int days = time.toLocalDate().lengthOfMonth();
    int begin = range.begin < 0 ? days + range.begin + 1 : range.begin;
    int end = range.end < 0 ? days + range.end + 1 : range.end;
    // one that begins after the month's end is none; one that ends after it ends with it
    return begin <= days && time.getDayOfMonth() >= begin && time.getDayOfMonth() <= end;
  }
}
