package io.tocsin.model;

/// One observation that stands for many: what it belongs to (a trace, say), its value and its time.
///
/// @param labels as in `trace_id="..."`
public record Exemplar(Labels labels, double value, long timestampMillis) {
  /// How many characters the names and values of its labels may have together.
  public static final int LABELS_MAX = 128;

  /// Tells whether the labels have more characters than they may have.
  public boolean isTooLong() {
    int length = 0;
    for (var label : labels) {
      length += label.name().codePointCount(0, label.name().length());
      length += label.value().codePointCount(0, label.value().length());
    }
    return length > LABELS_MAX;
  }
}
