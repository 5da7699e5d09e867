package io.tocsin.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a request is told that the protocol refuses before it reaches the [FrontDoor]: one line of
/// text, which Helidon leaves out.
///
/// @param headBytes of a request's line, and of its headers, at most
/// @param bodyBytes at most
public record Refusals(int headBytes, long bodyBytes) implements DirectHandler {
  /// Returns these as the server's own.
  public DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, this);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity((words(status) + "\n").getBytes(StandardCharsets.UTF_8))
        .header(io.helidon.http.HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .build();
  }

  private String words(Status status) {
    return switch (status.code()) {
      case 400 ->
          "request: malformed, or headers too large (expected: HTTP/1.1, at most "
              + headBytes
              + " bytes of headers)";
      case 413 -> "body: too large (expected: at most " + bodyBytes + " bytes)";
      case 414 -> "request line: too long (expected: at most " + headBytes + " bytes)";
      case 500 -> "internal error, see the log of the server";
      case 503 -> "requests: too many at once";
      case 505 -> "version of HTTP: not known (expected: HTTP/1.1)";
      default -> status.reasonPhrase();
    };
  }
}
