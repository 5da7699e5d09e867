package io.tocsin.rules.eval;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what rules make and ends series that they make no more.
final class RuleStore {
  private static final Logger LOG = LoggerFactory.getLogger(RuleStore.class);

  private final SeriesStore store;
  private final String group;

  RuleStore(SeriesStore store, String group) {
    this.store = store;
    this.group = group;
  }

  /// What became of a rule's samples.
  ///
  /// @param problem why samples were refused; empty if none were
  record Stored(Set<Labels> series, String problem) {}

  /// Stores outputs, and staleness markers for the series of `before` that are not among them.
  Stored store(String rule, List<Output> outputs, Set<Labels> before, long timeMillis) {
    if (outputs.isEmpty() && before.isEmpty()) {
      return new Stored(Set.of(), "");
    }
    var series = new LinkedHashSet<Labels>();
    var refusals = new Refusals();
    try (var appender = store.appender(0)) {
      for (var output : outputs) {
        if (append(appender, output, timeMillis, refusals)) {
          series.add(output.labels());
        }
      }
      for (var labels : before) {
        if (!series.contains(labels)) {
          markStale(appender, labels, timeMillis);
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    } catch (IOException | StoreException e) {
      LOG.atWarn()
          .addKeyValue("group", group)
          .addKeyValue("rule", rule)
          .addKeyValue("reason", e.getMessage())
          .log("samples of rule not stored");
      return new Stored(before, String.valueOf(e.getMessage()));
    }
    refusals.log(rule);
    return new Stored(series, refusals.last);
  }

  private boolean append(Appender appender, Output output, long timeMillis, Refusals refusals) {
    try {
      int id = appender.series(output.labels());
      var histogram = output.histogram();
      var outcome =
          histogram == null
              ? appender.append(id, timeMillis, output.value())
              : appender.append(id, timeMillis, histogram);
      if (outcome == Appender.Outcome.ACCEPTED || outcome == Appender.Outcome.DUPLICATE) {
        return true;
      }
      refusals.add(output.labels() + ": " + words(outcome));
    } catch (StoreException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private static String words(Appender.Outcome outcome) {
    return switch (outcome) {
      case OUT_OF_ORDER -> "out of order sample";
      case CONFLICT -> "duplicate sample for timestamp";
      case TOO_OLD -> "too old sample";
      case ACCEPTED, DUPLICATE, TOO_NEW, UNKNOWN_SERIES ->
          outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /// A marker that is refused was overtaken by a newer sample, which is just as well.
  private static void markStale(Appender appender, Labels labels, long timeMillis) {
    int id = appender.series(labels);
    if (appender.lastTimestamp(id) < timeMillis) {
      appender.append(id, timeMillis, StaleNan.VALUE);
    }
  }

  /// Ends series; tells whether that worked.
  boolean markStale(Set<Labels> series, long timeMillis) {
    try (var appender = store.appender(0)) {
      for (var labels : series) {
        markStale(appender, labels, timeMillis);
      }
      appender.commit(Appender.Durability.WRITTEN);
      return true;
    } catch (IOException | StoreException e) {
      LOG.atWarn()
          .addKeyValue("group", group)
          .addKeyValue("reason", e.getMessage())
          .log("series of earlier rules not ended");
      return false;
    }
  }

  /// Counts refused samples, so that one line tells of all.
  private final class Refusals {
    private String last = "";
    private int count;

    void add(String reason) {
      last = reason;
      count++;
    }

    void log(String rule) {
      if (count > 0) {
        LOG.atWarn()
            .addKeyValue("group", group)
            .addKeyValue("rule", rule)
            .addKeyValue("refused", count)
            .addKeyValue("reason", last)
            .log("samples of rule refused");
      }
    }
  }
}
