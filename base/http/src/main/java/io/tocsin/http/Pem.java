package io.tocsin.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Reads certificates and private keys in PEM: PKCS#8, and the older PKCS#1 and SEC 1 that openssl
/// wrote for long, which are put into a PKCS#8 envelope.
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END");
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int EC_PARAMETERS = 0xa0;

  /// `rsaEncryption` with its empty parameters, and `ecPublicKey`.
  private static final byte[] RSA = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private Pem() {}

  static List<Certificate> certificates(String pem) throws GeneralSecurityException {
    var bytes = pem.getBytes(StandardCharsets.US_ASCII);
    var factory = CertificateFactory.getInstance("X.509");
    return new ArrayList<>(factory.generateCertificates(new ByteArrayInputStream(bytes)));
  }

  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    var match = KEY.matcher(pem);
    if (!match.find()) {
      throw new GeneralSecurityException("key is no PEM (expected: BEGIN PRIVATE KEY)");
    }
    var der = Base64.getMimeDecoder().decode(match.group(2));
    var spec =
        new PKCS8EncodedKeySpec(
            switch (match.group(1)) {
              case "PRIVATE KEY" -> der;
              case "RSA PRIVATE KEY" -> envelope(RSA, der);
              case "EC PRIVATE KEY" -> envelope(joined(EC, curve(der)), der);
              default ->
                  throw new GeneralSecurityException(
                      "key is " + match.group(1) + " (expected: one without a passphrase)");
            });
    var last = new GeneralSecurityException("key");
    for (var algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException another) {
        last = another;
      }
    }
    throw new GeneralSecurityException("key is unknown (expected: RSA, EC or Ed25519)", last);
  }

  private static byte[] envelope(byte[] algorithm, byte[] key) {
    byte[] version = {INTEGER, 1, 0};
    return element(
        SEQUENCE, joined(joined(version, element(SEQUENCE, algorithm)), element(OCTETS, key)));
  }

  /// Returns the name of the curve out of an `ECPrivateKey`, RFC 5915: version, number, parameters.
  private static byte[] curve(byte[] key) throws GeneralSecurityException {
    try {
      int at = content(key, 0);
      while (key[at] != (byte) EC_PARAMETERS) {
        at = content(key, at) + length(key, at);
      }
      int from = content(key, at);
      return Arrays.copyOfRange(key, from, from + length(key, at));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new GeneralSecurityException("key has no curve (expected: a PKCS#8 key)", e);
    }
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
