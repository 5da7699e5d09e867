package io.tocsin.api.alertmanager;

/// A request that is refused before an operation begins: Alertmanager answers those with an object
/// of code and message. Codes of 600 and more say what is wrong with a value.
final class Fault extends RuntimeException {
  private static final int INVALID_TYPE = 601;
  private static final int REQUIRED = 602;
  private static final int TOO_FEW_ITEMS = 612;
  private static final int STATUS_MAX = 599;

  private final int code;

  Fault(int code, String message) {
    super(message);
    this.code = code;
  }

  /// A field or a body that must be there and is not.
  static Fault required(String name) {
    return new Fault(REQUIRED, name + " in body is required");
  }

  static Fault tooFewItems(String name, int min) {
    return new Fault(TOO_FEW_ITEMS, name + " in body should have at least " + min + " items");
  }

  /// A value of the path that has another form than the described one.
  static Fault badPath(String name, String type, String value) {
    return new Fault(
        INVALID_TYPE, name + " in path must be of type " + type + ": \"" + value + "\"");
  }

  /// A body that cannot be read.
  static Fault unreadable(String body, String reason) {
    return new Fault(400, "parsing " + body + " body from \"\" failed, because " + reason);
  }

  int code() {
    return code;
  }

  /// Returns the status of the answer.
  int status() {
    return code > STATUS_MAX ? 422 : code;
  }
}
