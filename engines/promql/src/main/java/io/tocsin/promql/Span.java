package io.tocsin.promql;

/// Where a part of a query stood in its text: UTF-16 positions, `end` excluded.
///
/// All spans are equal to each other, because a position is no part of what an expression says: two
/// expressions are equal when they mean the same, wherever they stood.
public record Span(int start, int end) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  Span to(Span last) {
    return new Span(start, last.end);
  }
}
