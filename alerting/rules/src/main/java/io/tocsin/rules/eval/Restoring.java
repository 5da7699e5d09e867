package io.tocsin.rules.eval;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import java.util.HashMap;
import java.util.Map;

/// Takes up since when alerts have been true from what an earlier process stored, so that a restart
/// does not begin their `for` anew.
final class Restoring {
  private final Context context;
  private final long now;

  Restoring(Context context, long nowMillis) {
    this.context = context;
    this.now = nowMillis;
  }

  /// When a series was seen last, and what it said then.
  private record Seen(long atMillis, double value) {}

  void restore(AlertRun run) {
    if (run.alertRule().forMillis() >= context.options().gracePeriodMillis()) {
      var seen = seen(run);
      for (var alert : run.active()) {
        var last = seen.get(alert.labels());
        if (last != null && !StaleNan.is(last.value())) {
          restore(alert, last, run.alertRule().forMillis());
        }
      }
    }
    run.restored();
    run.refresh();
  }

  private Map<Labels, Seen> seen(AlertRun run) {
    long from = now - context.options().outageToleranceMillis();
    var seen = new HashMap<Labels, Seen>();
    try (var querier = context.parts().store().querier(from, now);
        var series = querier.select(run.stateMatchers(), from, now)) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < series.size(); i++) {
        buffer.clear();
        series.read(i, buffer);
        int last = buffer.size() - 1;
        if (last >= 0) {
          var at = new Seen(buffer.timestamps()[last], buffer.values()[last]);
          seen.put(series.labels(i).without(Labels.NAME), at);
        }
      }
    }
    return seen;
  }

  private void restore(ActiveAlert alert, Seen last, long forMillis) {
    long since = ((long) last.value()) * 1_000;
    long remaining = forMillis - (last.atMillis() - since);
    long grace = context.options().gracePeriodMillis();
    if (remaining <= 0) {
      // It fired when the process ended: it fires again at once.
      alert.activeAt = since;
    } else if (remaining < grace) {
      alert.activeAt = now + grace - forMillis;
    } else {
      alert.activeAt = since + (now - last.atMillis());
    }
  }
}
