package io.tocsin.promql.rollup;

import io.tocsin.promql.notes.Note;
import io.tocsin.promql.notes.Place;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where functions say what they met in a series, by the name of its metric.
public final class Remarks {
  private final Place place;
  private Supplier<String> naming = () -> "";
  private @Nullable String name;

  public Remarks(Place place) {
    this.place = place;
  }

  /// Begins another series; its name is only asked for if there is something to say.
  public Remarks about(Supplier<String> newNaming) {
    naming = newNaming;
    name = null;
    return this;
  }

  private String name() {
    if (name == null) {
      name = naming.get();
    }
    return name;
  }

  /// Says something of the series.
  public void say(Note note) {
    place.say(note, name());
  }

  /// Says something of an operation.
  public void sayOf(Note note, String operation) {
    place.say(note, operation);
  }

  /// Says that counters overlap.
  public void sayOverlap() {
    place.sayOverlap(name());
  }
}
