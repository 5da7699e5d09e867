package io.tocsin.promql.script;

/// An answer that is not as expected; the message says how.
final class MismatchException extends RuntimeException {
  MismatchException(String message) {
    super(message);
  }
}
