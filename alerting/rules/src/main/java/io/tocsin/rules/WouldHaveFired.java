package io.tocsin.rules;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plays an alerting rule over the past: when would it have fired? Asks in pieces of bounded size,
/// and plays `for` and `keep_firing_for` over the answers as evaluation does, at every step.
/// Immutable.
public final class WouldHaveFired {
  private static final int EPISODES_MAX = 10_000;
  private static final long STEPS_IN_ALL_MAX = 1_000_000;

  private final RangeQueries queries;

  public WouldHaveFired(RangeQueries queries) {
    this.queries = queries;
  }

  /// What to play, over which time.
  ///
  /// @param stepMillis the interval of evaluation to assume
  public record Asked(
      String expr,
      long forMillis,
      long keepFiringForMillis,
      long fromMillis,
      long toMillis,
      long stepMillis) {}

  /// Once that it would have fired.
  ///
  /// @param labels of the alert, as the query answers them, without the metric's name
  /// @param fromMillis when it would have begun to fire, with `for` gone by
  /// @param toMillis the last evaluation at which it fired
  /// @param isOpen whether it still fires at the end
  /// @param peak the value farthest from 0 that the query answered meanwhile
  public record Episode(
      Labels labels, long fromMillis, long toMillis, boolean isOpen, double peak) {}

  /// The answer.
  ///
  /// @param episodes by time, then labels
  /// @param isCut whether there were more, left out
  public record Answer(List<Episode> episodes, boolean isCut) {}

  /// Returns when the rule would have fired.
  ///
  /// @throws IllegalArgumentException if times and steps make no sense, or too many steps
  /// @throws RuleQueryException if the expression cannot be answered
  public Answer play(Asked asked) {
    long step = asked.stepMillis();
    if (step < 1_000 || asked.toMillis() < asked.fromMillis()) {
      throw new IllegalArgumentException("step: " + step + "ms (expected: at least 1s)");
    }
    long steps = (asked.toMillis() - asked.fromMillis()) / step + 1;
    if (steps > STEPS_IN_ALL_MAX) {
      throw new IllegalArgumentException(
          "step: "
              + steps
              + " steps (expected: at most "
              + STEPS_IN_ALL_MAX
              + ", so a longer step)");
    }
    var play = new Play(asked);
    long piece = (RangeQueries.STEPS_MAX - 1) * step;
    for (long from = asked.fromMillis(); from <= asked.toMillis(); from += piece + step) {
      long to = Math.min(asked.toMillis(), from + piece);
      play.piece(queries.range(asked.expr(), from, to, step));
    }
    return play.answer();
  }

  /// The state of every alert while time goes by.
  private static final class Play {
    private final Asked asked;
    private final Map<Labels, Alert> alerts = new LinkedHashMap<>();
    private final List<Episode> episodes = new ArrayList<>();

    Play(Asked asked) {
      this.asked = asked;
    }

    void piece(List<RangeQueries.Series> answer) {
      for (var series : answer) {
        var labels = series.labels().without(Labels.NAME);
        var alert = alerts.computeIfAbsent(labels, one -> new Alert());
        for (int i = 0; i < series.times().length; i++) {
          alert.answer(labels, series.times()[i], series.values()[i]);
        }
      }
    }

    Answer answer() {
      alerts.forEach((labels, alert) -> alert.end(labels));
      episodes.sort(Comparator.comparingLong(Episode::fromMillis).thenComparing(Episode::labels));
      boolean cut = episodes.size() > EPISODES_MAX;
      return new Answer(List.copyOf(cut ? episodes.subList(0, EPISODES_MAX) : episodes), cut);
    }

    private final class Alert {
      private long activeSince = -1;
      private long last;
      private long firingSince = -1;
      private double peak;

      void answer(Labels labels, long time, double value) {
        if (activeSince >= 0 && time - last > asked.stepMillis()) {
          gap(labels, time);
        }
        if (activeSince < 0) {
          activeSince = time;
          peak = value;
        }
        last = time;
        // Of values that are no numbers the first number is the peak.
        peak = Double.isNaN(peak) || Math.abs(value) > Math.abs(peak) ? value : peak;
        if (firingSince < 0 && time - activeSince >= asked.forMillis()) {
          firingSince = time;
        }
      }

      /// The query answered no more after `last`. A firing alert goes on for a while, and with it
      /// ends at the first evaluation when that is over; a pending one is over at once.
      private void gap(Labels labels, long time) {
        boolean kept = firingSince >= 0 && time - asked.stepMillis() - last <= keptFor();
        if (!kept) {
          close(labels, Math.min(last + keptFor(), time - asked.stepMillis()), false);
        }
      }

      /// The clock of `keep_firing_for` begins with the first evaluation without an answer.
      private long keptFor() {
        long keep = asked.keepFiringForMillis();
        return keep == 0
            ? 0
            : (keep + asked.stepMillis() - 1) / asked.stepMillis() * asked.stepMillis();
      }

      private void close(Labels labels, long end, boolean open) {
        if (firingSince >= 0 && episodes.size() <= EPISODES_MAX) {
          episodes.add(new Episode(labels, firingSince, end, open, peak));
        }
        activeSince = -1;
        firingSince = -1;
      }

      void end(Labels labels) {
        if (activeSince < 0) {
          return;
        }
        long span = asked.toMillis() - asked.fromMillis();
        long newest = asked.fromMillis() + span / asked.stepMillis() * asked.stepMillis();
        boolean open = newest - last <= keptFor();
        close(labels, open ? newest : last + keptFor(), open);
      }
    }
  }
}
