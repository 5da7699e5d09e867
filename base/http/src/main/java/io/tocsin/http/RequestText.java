package io.tocsin.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The head of an HTTP/1.1 request as it grows. For one thread.
public final class RequestText {
  private final StringBuilder out = new StringBuilder(512);

  /// @param line the first one, without its end
  public RequestText(String line) {
    out.append(line).append("\r\n");
  }

  /// Appends a header.
  ///
  /// @throws IOException if it has a control character, which could begin another header
  public void header(String name, String value) throws IOException {
    if ((name + value).chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
      throw new IOException("header " + name + ": has a control character (expected: none)");
    }
    out.append(name).append(": ").append(value).append("\r\n");
  }

  /// Returns the whole head.
  public byte[] bytes() {
    return (out + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
