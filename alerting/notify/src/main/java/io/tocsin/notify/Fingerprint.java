package io.tocsin.notify;

import io.tocsin.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The number by which Alertmanager knows a label set: FNV-1a with 64 bits over names and values in
/// order, each followed by the byte 255.
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  public static long of(Labels labels) {
    long hash = OFFSET;
    for (int i = 0; i < labels.size(); i++) {
      hash = add(add(hash, labels.name(i)), labels.value(i));
    }
    return hash;
  }

  private static long add(long start, String text) {
    long hash = start;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return (hash ^ 0xff) * PRIME;
  }

  /// Returns the text of a fingerprint: 16 hexadecimal digits.
  public static String text(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }

  /// Returns the text of a label set's fingerprint.
  public static String text(Labels labels) {
    return text(of(labels));
  }
}
