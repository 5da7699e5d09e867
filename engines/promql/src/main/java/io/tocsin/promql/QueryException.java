package io.tocsin.promql;

import org.jspecify.annotations.Nullable;

/// A query that cannot be answered, for a reason that the person who asked can act on.
public final class QueryException extends RuntimeException {
  /// Picks the answer's error type and status.
  public enum Kind {
    /// The text is no PromQL, or a parameter makes no sense.
    BAD_DATA,
    /// The query is well-formed but its data does not allow an answer.
    EXECUTION,
    /// A limit on samples, memory or points is reached; the message names it.
    LIMIT,
    TIMEOUT,
    CANCELED,
    INTERNAL
  }

  private final Kind kind;
  private final transient @Nullable Span span;

  public QueryException(Kind kind, String message) {
    this(kind, message, null);
  }

  public QueryException(Kind kind, String message, @Nullable Span span) {
    super(message);
    this.kind = kind;
    this.span = span;
  }

  public Kind kind() {
    return kind;
  }

  /// Returns where in the query the reason lies, or null where no single place is to blame.
  public @Nullable Span span() {
    return span;
  }
}
