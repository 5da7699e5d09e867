package io.tocsin.api.boards;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.prometheus.ApiError;
import java.io.IOException;

/// Bodies of requests that are kept.
final class Sent {
  static final int BODY_MAX_BYTES = 8 << 20;

  private Sent() {}

  /// Returns the body.
  ///
  /// @throws ApiError if it is too large
  static byte[] body(Exchange exchange) throws IOException {
    var body = exchange.body();
    if (body.length > BODY_MAX_BYTES) {
      throw new ApiError(
          ApiError.Type.TOO_LARGE,
          "body: " + body.length + " bytes (expected: at most " + BODY_MAX_BYTES + ")");
    }
    return body;
  }
}
