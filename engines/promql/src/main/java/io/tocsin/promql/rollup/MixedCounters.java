package io.tocsin.promql.rollup;

import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import org.jspecify.annotations.Nullable;

/// `rate`, `increase` and `delta` over histograms, and over counters that say since when they
/// count: where that lies in a window, they were zero there, and nothing has to be extrapolated
/// before.
final class MixedCounters implements MixedRollup {
  private final boolean counter;
  private final boolean perSecond;

  MixedCounters(Counters.Kind kind) {
    this.counter = kind != Counters.Kind.DELTA;
    this.perSecond = kind == Counters.Kind.RATE;
  }

  @Override
  public void apply(Run run, Row out, Remarks remarks) {
    if (run.hasHistograms()) {
      for (int step = 0; step < out.steps(); step++) {
        histogramStep(run, step, out, remarks);
      }
    } else if (counter) {
      for (int step = 0; step < out.steps(); step++) {
        out.set(step, floats(run, step, remarks));
      }
    }
  }

  private void histogramStep(Run run, int step, Row out, Remarks remarks) {
    var own = run.histograms();
    boolean floats = run.high[step] > run.low[step];
    boolean histograms = own.high[step] > own.low[step];
    if (floats && histograms) {
      remarks.say(Note.MIXED_TYPES);
      out.clear(step);
    } else if (histograms) {
      var result = histograms(run, step, remarks);
      out.set(step, result == null ? null : result.full());
    } else if (floats && counter && run.hasStarts()) {
      out.set(step, floats(run, step, remarks));
    }
  }

  private @Nullable Tally histograms(Run run, int step, Remarks remarks) {
    var own = run.histograms();
    int low = own.low[step];
    int high = own.high[step];
    Tally result = null;
    if (high - low > 1) {
      result = new HistogramRate(counter, own, remarks).difference(low, high);
      if (result == null) {
        return null;
      }
      result = Tally.of(result.compact());
    }
    var reach = new Reach(own.time(low), own.time(high - 1), high - low - 1, own.start(low));
    var first = own.value(low);
    if (counter && reach.startsWithin(run.windows, step)) {
      if (result == null) {
        result = Tally.of(first);
      } else if (result.takes(first)) {
        result.add(first);
        if (result.takesReconciled()) {
          remarks.sayOf(Note.RECONCILED, HistogramRate.ADDITION);
        }
      } else {
        remarks.say(Note.MIXED_SCHEMAS);
        return null;
      }
      return result.multiply(scale(run, reach.factorFromStart(run.windows, step)));
    }
    if (result == null) {
      return null;
    }
    double count = result.count();
    boolean zeroTells = counter && count > 0 && first.count() >= 0;
    double factor = reach.factor(run.windows, step, zeroTells ? first.count() / count : -1);
    return result.multiply(scale(run, factor));
  }

  private double scale(Run run, double factor) {
    return perSecond ? factor / run.windows.rangeSeconds() : factor;
  }

  private double floats(Run run, int step, Remarks remarks) {
    int low = run.low[step];
    int high = run.high[step];
    if (high == low) {
      return Cell.ABSENT;
    }
    var values = run.values();
    double result = values[high - 1] - values[low];
    boolean overlap = false;
    for (int i = low + 1; i < high; i++) {
      long before = run.times()[i - 1];
      overlap |= Starts.overlap(run.start(i - 1), before, run.start(i));
      boolean reset =
          values[i] < values[i - 1]
              || Starts.reset(run.start(i - 1), before, run.start(i), run.times()[i]);
      result += reset ? values[i - 1] : 0;
    }
    if (overlap) {
      remarks.sayOverlap();
    }
    var reach = new Reach(run.times()[low], run.times()[high - 1], high - low - 1, run.start(low));
    if (reach.startsWithin(run.windows, step)) {
      return (result + values[low]) * scale(run, reach.factorFromStart(run.windows, step));
    }
    if (high - low == 1) {
      return Cell.ABSENT;
    }
    double ratio = result > 0 && values[low] >= 0 ? values[low] / result : -1;
    return result * scale(run, reach.factor(run.windows, step, ratio));
  }

  /// Where the samples of a window lie.
  ///
  /// @param intervals between them
  /// @param start since when the first one counts, 0 for unknown
  private record Reach(long first, long last, int intervals, long start) {
    boolean startsWithin(Windows windows, int step) {
      return start != 0 && start > windows.start(step) && start < first;
    }

    double factor(Windows windows, int step, double zeroRatio) {
      return Counters.factor(
          first - windows.start(step),
          windows.end(step) - last,
          last - first,
          intervals,
          zeroRatio);
    }

    double factorFromStart(Windows windows, int step) {
      double average = intervals == 0 ? 0 : (last - first) / 1000.0 / intervals;
      double toEnd = (windows.end(step) - last) / 1000.0;
      if (toEnd >= average * Counters.EXTRAPOLATION_THRESHOLD) {
        toEnd = average / 2;
      }
      double sampled = (last - start) / 1000.0;
      return sampled == 0 ? 1 : (sampled + toEnd) / sampled;
    }
  }
}
