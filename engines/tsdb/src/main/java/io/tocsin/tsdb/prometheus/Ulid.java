package io.tocsin.tsdb.prometheus;

import java.util.Random;

/// Names of blocks: ten characters of the time, sixteen of chance.
final class Ulid {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 10;
  private static final int CHANCE_DIGITS = 16;

  private Ulid() {}

  static String of(long epochMillis, Random random) {
    var out = new StringBuilder(TIME_DIGITS + CHANCE_DIGITS);
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      out.append(DIGITS.charAt((int) (epochMillis >>> (5 * i)) & 31));
    }
    for (int i = 0; i < CHANCE_DIGITS; i++) {
      out.append(DIGITS.charAt(random.nextInt(32)));
    }
    return out.toString();
  }
}
