package io.tocsin.server.backup;

import io.tocsin.kit.Directory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest in the making.
final class Sha256 {
  static final int PIECE_BYTES = 1 << 18;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /// Takes pieces of a file in order.
  interface Pieces {
    void take(byte[] bytes, int length) throws IOException;
  }

  Sha256 add(byte[] bytes) {
    return add(bytes, bytes.length);
  }

  Sha256 add(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
    return this;
  }

  /// Returns the digest of everything added.
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Reads a file piece by piece and returns its digest.
  static String ofFile(Directory folder, String name, Pieces to) throws IOException {
    var sum = new Sha256();
    try (var arena = Arena.ofConfined()) {
      var content = folder.map(name, arena);
      var piece = new byte[(int) Math.min(content.byteSize(), PIECE_BYTES)];
      for (long at = 0; at < content.byteSize(); at += piece.length) {
        int length = (int) Math.min(piece.length, content.byteSize() - at);
        MemorySegment.copy(content, ValueLayout.JAVA_BYTE, at, piece, 0, length);
        sum.add(piece, length);
        to.take(piece, length);
      }
    }
    return sum.hex();
  }

  static String ofFile(Directory folder, String name) throws IOException {
    return ofFile(folder, name, (_, _) -> {});
  }
}
