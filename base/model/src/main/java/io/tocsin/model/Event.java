package io.tocsin.model;

/// Something that happened to a system: a deployment, a change of configuration, a scaling. Kept to
/// be laid over graphs and told to whoever wants to hear of it.
///
/// @param id by which telling it again is recognised
/// @param kind a word such as `deployment`, `configuration`, `scaling`
/// @param startMillis when it happened or began, since the epoch
/// @param endMillis when it ended; the start where it took no time
/// @param title one line
/// @param text more; may be empty
/// @param labels for finding it; may be empty
public record Event(
    String id,
    String kind,
    long startMillis,
    long endMillis,
    String title,
    String text,
    Labels labels) {
  public Event {
    if (endMillis < startMillis) {
      throw new IllegalArgumentException("event: ends before it begins (expected: end >= start)");
    }
  }
}
