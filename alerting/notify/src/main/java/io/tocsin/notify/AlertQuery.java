package io.tocsin.notify;

import java.util.function.Predicate;

/// Which alerts are asked for, as the parameters of `GET /api/v2/alerts` say it.
///
/// @param filter conditions on the labels
/// @param active alerts that nothing keeps back are found
/// @param silenced alerts that a silence keeps back are found
/// @param inhibited alerts that another alert keeps back are found
/// @param muted groups that a time interval keeps back are found
/// @param receivers which receivers count; an alert is found if it goes to any of those
public record AlertQuery(
    Matchers filter,
    boolean active,
    boolean silenced,
    boolean inhibited,
    boolean muted,
    Predicate<ReceiverSpec> receivers) {
  public static final AlertQuery ALL =
      new AlertQuery(Matchers.NONE, true, true, true, true, _ -> true);
}
