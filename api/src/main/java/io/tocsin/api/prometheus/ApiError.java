package io.tocsin.api.prometheus;

/// A call that is answered with an error envelope.
final class ApiError extends RuntimeException {
  /// Prometheus' error types and their statuses.
  enum Type {
    BAD_DATA("bad_data", 400),
    EXECUTION("execution", 422),
    TIMEOUT("timeout", 503),
    /// The status is nginx' own for a client that closed the connection.
    CANCELED("canceled", 499),
    INTERNAL("internal", 500),
    UNAVAILABLE("unavailable", 503),
    NOT_FOUND("not_found", 404);

    final String text;
    final int status;

    Type(String text, int status) {
      this.text = text;
      this.status = status;
    }
  }

  private final Type type;

  ApiError(Type type, String message) {
    super(message);
    this.type = type;
  }

  Type type() {
    return type;
  }

  static ApiError badData(String message) {
    return new ApiError(Type.BAD_DATA, message);
  }

  static ApiError parameter(String name, String message) {
    return badData("invalid parameter \"" + name + "\": " + message);
  }
}
