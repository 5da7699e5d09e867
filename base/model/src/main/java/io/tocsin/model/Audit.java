package io.tocsin.model;

/// Port to the record of what people and their programs changed. Safe for use by many threads.
@FunctionalInterface
public interface Audit {
  /// Keeps nothing: for tests, and for a program that has nobody to tell apart.
  Audit NONE = (_, _, _, _) -> {};

  /// Records a change that was made. Never fails the change: what cannot be kept is logged.
  ///
  /// @param who made it, as in `ann` or `rules` for this program's own doing
  /// @param action as in `dashboard.save`
  /// @param what was changed, as in a name; may be empty
  /// @param detail for people; may be empty, and must hold no secret
  void record(String who, String action, String what, String detail);
}
