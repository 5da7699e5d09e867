package io.tocsin.collect.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/// SipHash-1-3 with 128 bits of output and a key that is drawn at start: no sender can choose label
/// sets that fall on the same entry of the cache. For one thread.
final class SipHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long key0;
  private final long key1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long low;
  private long high;

  SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  static SipHash withRandomKey() {
    var random = new SecureRandom();
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /// Returns another hasher with the same key, for another thread.
  SipHash copy() {
    return new SipHash(key0, key1);
  }

  void hash(byte[] bytes, int from, int to) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
    words(bytes, from, to);
    v2 ^= 0xee;
    rounds();
    low = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds();
    high = v0 ^ v1 ^ v2 ^ v3;
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }

  private void words(byte[] bytes, int from, int to) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    int last = from + ((to - from) & ~7);
    for (int i = from; ; i += 8) {
      long word = i < last ? (long) LONGS.get(bytes, i) : tail(bytes, i, to, to - from);
      d ^= word;
      a += b;
      b = Long.rotateLeft(b, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      c += d;
      d = Long.rotateLeft(d, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      c = Long.rotateLeft(c, 32);
      a ^= word;
      if (i >= last) {
        break;
      }
    }
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }

  private static long tail(byte[] bytes, int from, int to, int length) {
    long word = (long) length << 56;
    for (int i = to - 1; i >= from; i--) {
      word |= (bytes[i] & 0xffL) << (8 * (i - from));
    }
    return word;
  }

  private void rounds() {
    for (int i = 0; i < 3; i++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
