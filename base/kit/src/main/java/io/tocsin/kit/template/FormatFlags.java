package io.tocsin.kit.template;

/// The flags, width and precision of one verb; written by [GoFormat], read by [GoPrinter].
final class FormatFlags {
  boolean sharp;
  boolean zero;
  boolean plus;
  boolean minus;
  boolean space;

  /// `%+v`: with the names of fields.
  boolean plusV;

  /// `%#v`: as Go would write it.
  boolean sharpV;

  boolean hasWidth;
  int width;
  boolean hasPrecision;
  int precision;

  void clear() {
    sharp = false;
    zero = false;
    plus = false;
    minus = false;
    space = false;
    plusV = false;
    sharpV = false;
    hasWidth = false;
    width = 0;
    hasPrecision = false;
    precision = 0;
  }

  void forVerb(int verb) {
    if (verb == 'v') {
      sharpV = sharp;
      sharp = false;
      plusV = plus;
      plus = false;
    }
  }
}
