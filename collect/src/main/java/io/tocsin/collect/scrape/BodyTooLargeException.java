package io.tocsin.collect.scrape;

import java.io.IOException;

/// An answer is larger than its limit.
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  BodyTooLargeException(long maxBytes) {
    super("body size limit exceeded: more than " + maxBytes + " bytes");
  }
}
