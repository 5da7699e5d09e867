package io.tocsin.rules.condition;

/// What an amount measures. Amounts of different dimensions are never compared.
enum Dimension {
  COUNT("a number"),
  SHARE("a share"),
  DURATION("a duration"),
  BYTES("a size");

  private final String shown;

  Dimension(String shown) {
    this.shown = shown;
  }

  /// Returns the word for messages, as in `a duration` or `a size per second`.
  String shown(boolean perSecond) {
    return shown + (perSecond ? " per second" : "");
  }

  /// Returns how such an amount is written, for messages.
  String example(boolean perSecond) {
    var amount =
        switch (this) {
          case COUNT -> "100";
          case SHARE -> "5%";
          case DURATION -> "250ms";
          case BYTES -> "100MB";
        };
    return perSecond ? amount + "/s" : amount;
  }
}
