package io.tocsin.rules.condition;

/// An amount that a person wrote, in base units: 1, seconds, bytes, 1 of 1; each perhaps per
/// second.
///
/// @param bare whether it was written without any unit, as in `5,000`
/// @param text as written
/// @param column where it stands, counted from 1
record Quantity(
    double amount, Dimension dimension, boolean perSecond, boolean bare, String text, int column) {

  /// Returns the amount in the unit of the series that it is compared with.
  ///
  /// @param subject what is compared, for messages
  double in(Unit unit, String subject) {
    if (amount == 0 && bare) {
      return 0;
    }
    if (bare && unit.dimension() == Dimension.SHARE) {
      return share(unit, subject);
    }
    boolean bareRate = bare && unit.dimension() == Dimension.COUNT;
    if (dimension != unit.dimension() || (perSecond != unit.perSecond() && !bareRate)) {
      throw mismatch(unit, subject);
    }
    return scaled(unit);
  }

  private double share(Unit unit, String subject) {
    // 5 of a ratio is meant as 5% by nobody who looks at the series, and by everybody else.
    if (unit.scale() == 1 && Math.abs(amount) > 1) {
      throw new ConditionException(
          column,
          text
              + " (expected: a share from 0 to 1, or with its sign as "
              + text
              + "%, because "
              + subject
              + " is a ratio)");
    }
    return amount;
  }

  /// Dividing by the inverse keeps 250ms in milliseconds 250 and not 250.00000000000003.
  private double scaled(Unit unit) {
    double scale = unit.scale();
    double result = scale < 1 ? amount * Math.rint(1 / scale) : amount / scale;
    double rounded = Math.rint(result);
    return Math.abs(result - rounded) <= 1e-12 * Math.abs(result) ? rounded : result;
  }

  private ConditionException mismatch(Unit unit, String subject) {
    var found = bare ? "without a unit" : "is " + dimension.shown(perSecond);
    return new ConditionException(
        column,
        text
            + " "
            + found
            + " (expected: "
            + unit.dimension().shown(unit.perSecond())
            + " such as "
            + unit.dimension().example(unit.perSecond())
            + ", because "
            + subject
            + " is in "
            + unit.name()
            + ")");
  }
}
