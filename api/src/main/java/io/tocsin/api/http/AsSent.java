package io.tocsin.api.http;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.util.Set;

/// Lets bodies in as they were sent: who reads them knows their encoding. Without it Helidon
/// answers 400 to whatever has a `Content-Encoding`.
public final class AsSent implements ContentEncoding {
  @Override
  public Set<String> ids() {
    return Set.of("snappy", "zstd", "gzip", "identity");
  }

  @Override
  public boolean supportsEncoding() {
    return false;
  }

  @Override
  public boolean supportsDecoding() {
    return true;
  }

  @Override
  public ContentDecoder decoder() {
    return ContentDecoder.NO_OP;
  }

  @Override
  public ContentEncoder encoder() {
    return ContentEncoder.NO_OP;
  }

  @Override
  public String name() {
    return "as-sent";
  }

  @Override
  public String type() {
    return "as-sent";
  }
}
