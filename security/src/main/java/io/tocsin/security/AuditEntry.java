package io.tocsin.security;

/// One line of the audit log.
///
/// @param id grows with time
/// @param atMillis since the epoch
/// @param who made the change
/// @param action as in `user.add`
/// @param what was changed
/// @param detail for people
/// @param address where the request came from; empty where there was none
public record AuditEntry(
    long id, long atMillis, String who, String action, String what, String detail, String address) {
  /// Which lines are asked for, newest first.
  ///
  /// @param before lines with a smaller id; 0 for the newest
  /// @param who empty for everybody
  /// @param action what it begins with; empty for all
  /// @param limit how many at most
  public record Query(long before, String who, String action, int limit) {}
}
