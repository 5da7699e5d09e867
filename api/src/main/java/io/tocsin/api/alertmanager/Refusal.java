package io.tocsin.api.alertmanager;

/// A request that an operation refuses: answered with its words as a JSON string.
final class Refusal extends RuntimeException {
  private final int status;

  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  int status() {
    return status;
  }
}
