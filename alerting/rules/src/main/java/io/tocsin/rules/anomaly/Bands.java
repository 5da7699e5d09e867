package io.tocsin.rules.anomaly;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the band of a series at a time from its values before.
///
/// Reference are the values at the same time of the four weeks before, three points to each side;
/// until two weeks are there, of the seven days before; until two days are there, there is no band.
/// Each week is first brought to today's level: the median of the last three hours (without the
/// last quarter of an hour, which may be the anomaly) by the median of the same hours then, between
/// a half and twice.
final class Bands {
  static final long DAY = 86_400_000;
  static final long WEEK = 7 * DAY;
  static final int WEEKS = 4;
  static final int DAYS = 7;
  private static final int SPANS_MIN = 2;
  static final int SIDE = 3;
  static final long LEVEL_MILLIS = 3 * 3_600_000;
  private static final long RECENT_MILLIS = 15 * 60_000;
  private static final double LEVEL_MIN = 0.5;
  private static final double LEVEL_MAX = 2;
  private static final double NORMAL = 1.4826;
  private static final double ENVELOPE = 0.1;

  private final Detection detection;

  Bands(Detection detection) {
    this.detection = detection;
  }

  /// Returns the band, or null while there is too little to tell.
  @Nullable Band at(Points points, long timeMillis) {
    var weeks = reference(points, timeMillis, WEEK, WEEKS);
    var spans = weeks.count >= SPANS_MIN ? weeks : reference(points, timeMillis, DAY, DAYS);
    return spans.count < SPANS_MIN ? null : spans.band();
  }

  private Reference reference(Points points, long timeMillis, long period, int periods) {
    double level = level(points, timeMillis);
    var reference = new Reference(periods);
    for (int i = 1; i <= periods; i++) {
      long then = timeMillis - i * period;
      reference.add(points, then, ratio(level, level(points, then)));
    }
    return reference;
  }

  private double level(Points points, long timeMillis) {
    long step = detection.stepMillis();
    int last = (int) ((LEVEL_MILLIS - RECENT_MILLIS) / step);
    var values = new double[last + 1];
    int count = 0;
    for (int i = 0; i <= last; i++) {
      double value = points.at(timeMillis - LEVEL_MILLIS + i * step);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      }
    }
    return Medians.median(values, count);
  }

  private static double ratio(double now, double then) {
    boolean both = now > 0 && then > 0;
    return both ? Math.clamp(now / then, LEVEL_MIN, LEVEL_MAX) : 1;
  }

  /// Values of the same time in several weeks or days, at today's level.
  private final class Reference {
    private final double[] values;
    private final double[] largest;
    private final double[] smallest;
    private int size;
    private int count;

    Reference(int periods) {
      values = new double[periods * (2 * SIDE + 1)];
      largest = new double[periods];
      smallest = new double[periods];
    }

    void add(Points points, long then, double level) {
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      int before = size;
      for (int i = -SIDE; i <= SIDE; i++) {
        double value = points.at(then + i * detection.stepMillis()) * level;
        if (!Double.isNaN(value)) {
          values[size++] = value;
          max = Math.max(max, value);
          min = Math.min(min, value);
        }
      }
      if (size - before > SIDE) {
        largest[count] = max;
        smallest[count] = min;
        count++;
      } else {
        size = before;
      }
    }

    Band band() {
      double expected = Medians.median(values, size);
      double deviation = NORMAL * Medians.deviation(values, size, expected);
      double width =
          Math.max(
              detection.width() * deviation,
              Math.max(detection.floorShare() * Math.abs(expected), detection.floor()));
      Arrays.sort(largest, 0, count);
      Arrays.sort(smallest, 0, count);
      // Seen in more than one week or day: the second of the extremes.
      double high = largest[count - 2];
      double low = smallest[1];
      double upper = Math.max(expected + width, high + ENVELOPE * Math.abs(high));
      double lower = Math.min(below(expected, width), low - ENVELOPE * Math.abs(low));
      return new Band(expected, lower, upper);
    }

    /// What cannot be negative has no room for as much below as above: there, the way down is
    /// measured in shares, which is what noise does that multiplies.
    private double below(double expected, double width) {
      boolean positive = expected > 0 && values[0] >= 0;
      double even = expected - width;
      return positive ? Math.max(even, expected * Math.exp(-width / expected)) : even;
    }
  }
}
