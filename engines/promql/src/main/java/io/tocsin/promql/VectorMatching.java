package io.tocsin.promql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the series of two vectors find each other in a binary operation.
///
/// @param labels the labels that are compared (`on`) or left out of the comparison
/// @param include labels of the "one" side that the result takes over (`group_left(a, b)`)
/// @param fillLeft stands in for a missing sample of the left side; null fills nothing
/// @param fillRight stands in for a missing sample of the right side; null fills nothing
public record VectorMatching(
    Cardinality cardinality,
    boolean on,
    List<String> labels,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  /// How many series of the left side may match how many of the right side.
  public enum Cardinality {
    ONE_TO_ONE("one-to-one"),
    /// `group_left`.
    MANY_TO_ONE("many-to-one"),
    /// `group_right`.
    ONE_TO_MANY("one-to-many"),
    /// Set operators.
    MANY_TO_MANY("many-to-many");

    private final String text;

    Cardinality(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }
}
