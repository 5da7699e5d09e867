package io.tocsin.api.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Certificates and private keys from PEM files.
final class PemFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /// Version 0 and the algorithm rsaEncryption, which PKCS#8 puts before a bare RSA key.
  private static final byte[] RSA_HEADER = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;

  private PemFiles() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(String kind, byte[] der) {}

  private static List<Block> blocks(Path file) {
    try {
      var found = new ArrayList<Block>();
      var matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      while (matcher.find()) {
        var der = Base64.getMimeDecoder().decode(matcher.group(2));
        found.add(new Block(matcher.group(1), der));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("pem file: " + file + ": " + e.getMessage(), e);
    }
  }

  /// @throws IllegalArgumentException if there is none
  static List<X509Certificate> certificates(Path file) {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var block : blocks(file)) {
        if (block.kind.equals("CERTIFICATE")) {
          var der = new ByteArrayInputStream(block.der);
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("pem file: " + file + ": " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("pem file: " + file + " (expected: a certificate in it)");
    }
    return certificates;
  }

  /// @throws IllegalArgumentException if there is none, or none of a kind that is understood
  static PrivateKey key(Path file) {
    for (var block : blocks(file)) {
      if (block.kind.equals("PRIVATE KEY")) {
        return key(file, block.der);
      }
      if (block.kind.equals("RSA PRIVATE KEY")) {
        return key(file, pkcs8(block.der));
      }
      if (block.kind.endsWith("PRIVATE KEY")) {
        throw new IllegalArgumentException(
            "pem file: "
                + file
                + ": "
                + block.kind
                + " (expected: PRIVATE KEY; openssl pkcs8 -topk8 -nocrypt makes one of it)");
      }
    }
    throw new IllegalArgumentException("pem file: " + file + " (expected: a private key in it)");
  }

  private static PrivateKey key(Path file, byte[] pkcs8) {
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException ignored) {
        // the key does not say what it is but in its bytes: the next may fit
      }
    }
    throw new IllegalArgumentException(
        "pem file: " + file + " (expected: an RSA, EC or EdDSA private key)");
  }

  private static byte[] pkcs8(byte[] rsa) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(RSA_HEADER);
    body.writeBytes(element(OCTETS, rsa));
    return element(SEQUENCE, body.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 128) {
      out.write(length);
    } else {
      int bytes = length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 3;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
