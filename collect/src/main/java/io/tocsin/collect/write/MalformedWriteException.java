package io.tocsin.collect.write;

/// A body is no remote-write request; says where it breaks.
final class MalformedWriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedWriteException(String message) {
    super(message);
  }
}
