package io.tocsin.api.prometheus;

import java.util.regex.Pattern;

/// A call that is answered with an error envelope.
public final class ApiError extends RuntimeException {
  /// Prometheus' error types and their statuses.
  public enum Type {
    BAD_DATA("bad_data", 400),
    EXECUTION("execution", 422),
    TIMEOUT("timeout", 503),
    /// The status is nginx' own for a client that closed the connection.
    CANCELED("canceled", 499),
    INTERNAL("internal", 500),
    UNAVAILABLE("unavailable", 503),
    NOT_FOUND("not_found", 404),
    /// Somebody else has changed it.
    CONFLICT("conflict", 409),
    TOO_LARGE("too_large", 413),
    FORBIDDEN("forbidden", 403);

    final String text;
    final int status;

    Type(String text, int status) {
      this.text = text;
      this.status = status;
    }
  }

  private static final Pattern PLACE = Pattern.compile("^[^:\n]*:(\\d{1,9})(?::(\\d{1,9}))?: ");

  private final Type type;
  private final int line;
  private final int column;

  public ApiError(Type type, String message) {
    this(type, message, 0, 0);
  }

  private ApiError(Type type, String message, int line, int column) {
    super(message);
    this.type = type;
    this.line = line;
    this.column = column;
  }

  /// A text that was sent cannot be used.
  ///
  /// @param line of the text, from 1; 0 where no single place is to blame
  /// @param column as `line`
  public static ApiError at(int line, int column, String message) {
    return new ApiError(Type.BAD_DATA, message, line, column);
  }

  /// A text that was sent cannot be used, in the words of who read it: `NAME:LINE: what`, or
  /// `NAME:LINE:COLUMN: what`.
  public static ApiError inText(String message) {
    var place = PLACE.matcher(message);
    if (!place.find()) {
      return badData(message);
    }
    var column = place.group(2);
    return at(
        Integer.parseInt(place.group(1)), column == null ? 0 : Integer.parseInt(column), message);
  }

  public Type type() {
    return type;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  public static ApiError badData(String message) {
    return new ApiError(Type.BAD_DATA, message);
  }

  static ApiError parameter(String name, String message) {
    return badData("invalid parameter \"" + name + "\": " + message);
  }
}
