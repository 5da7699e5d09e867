package io.tocsin.promql.notes;

import io.tocsin.promql.Span;
import java.util.HashSet;
import java.util.Set;

/// A part of a query, to say things about. What was said once is not made into text again, so that
/// it may be said of every sample.
public final class Place {
  /// More distinct notes than are kept by far.
  private static final int SAID_MAX = 1_000;

  private final Notes notes;
  private final Span span;
  private final Set<Said> said = new HashSet<>();

  private record Said(Note note, String word) {}

  Place(Notes notes, Span span) {
    this.notes = notes;
    this.span = span;
  }

  public void say(Note note) {
    say(note, "");
  }

  /// Says something about a metric's name or an operation, whichever the note carries.
  public void say(Note note, String word) {
    if (said.size() < SAID_MAX && said.add(new Said(note, word))) {
      notes.add(note, word, span);
    }
  }

  /// Says that a sample's counter began before the sample ahead of it.
  public void sayOverlap(String metricName) {
    notes.addOverlap(metricName, span);
  }
}
