package io.tocsin.api;

import io.tocsin.collect.WriteAnswer;

/// Port to the receiver of remote write.
@FunctionalInterface
public interface RemoteWrite {
  /// Stores a pushed message.
  ///
  /// @param body as it came, still compressed
  /// @param contentType the header's value, or an empty string
  /// @param encoding the value of `Content-Encoding`, or an empty string
  WriteAnswer write(byte[] body, String contentType, String encoding);
}
