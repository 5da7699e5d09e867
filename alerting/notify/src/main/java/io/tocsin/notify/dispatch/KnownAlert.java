package io.tocsin.notify.dispatch;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;

/// An alert as it is known: another object whenever it is told again. Never without a start and an
/// end.
///
/// @param updatedAtMillis when it was told last
/// @param timeout whether its end was set here, because the teller did not say one
public record KnownAlert(Alert alert, long updatedAtMillis, boolean timeout) {
  public Labels labels() {
    return alert.labels();
  }

  boolean isResolvedAt(long millis) {
    return alert.isResolvedAt(millis);
  }

  /// Joins what was known with what is told now, as Alertmanager does it: the earliest start, and
  /// the latest end that somebody said.
  KnownAlert merged(KnownAlert newer, long nowMillis) {
    long start = Math.min(alert.startsAtMillis(), newer.alert.startsAtMillis());
    long end = newer.alert.endsAtMillis();
    boolean later = alert.endsAtMillis() > end;
    if (newer.isResolvedAt(nowMillis)) {
      end = later && isResolvedAt(nowMillis) ? alert.endsAtMillis() : end;
    } else if (later && !timeout) {
      end = alert.endsAtMillis();
    }
    var told = newer.alert;
    var joined = new Alert(told.labels(), told.annotations(), start, end, told.generatorUrl());
    return new KnownAlert(joined, newer.updatedAtMillis, newer.timeout);
  }

  /// Tells whether the times during which both say it fires touch.
  boolean overlaps(KnownAlert newer) {
    long start = alert.startsAtMillis();
    long end = alert.endsAtMillis();
    long newStart = newer.alert.startsAtMillis();
    long newEnd = newer.alert.endsAtMillis();
    return (newEnd > start && newEnd < end) || (newStart > start && newStart < end);
  }

  /// Returns what a receiver is told at a time: with an end only where it is over.
  public Alert told(long millis) {
    return isResolvedAt(millis)
        ? alert
        : new Alert(
            alert.labels(), alert.annotations(), alert.startsAtMillis(), 0, alert.generatorUrl());
  }
}
