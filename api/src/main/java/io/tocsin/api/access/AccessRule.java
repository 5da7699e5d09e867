package io.tocsin.api.access;

import io.tocsin.security.Access;
import org.jspecify.annotations.Nullable;

/// What one route takes.
///
/// @param who may ask without being known
/// @param access of who is known; null where anybody may
/// @param isKept whether the gate writes a line of the audit log for a change; it does not where
///   the change itself does, nor for what programs send all day
record AccessRule(Anonymous who, @Nullable Access access, boolean isKept) {
  /// Who may ask without being known.
  enum Anonymous {
    /// Nobody.
    NOBODY,
    /// Anybody, also before there is a user; not where a web configuration file has users, as
    /// Prometheus has it.
    PROBE,
    /// Browsers: a page without anything in it, which asks who is there.
    PAGE,
    /// Anybody, once there is a user.
    SIGN_IN,
    /// Anybody, also before there is a user.
    SET_UP
  }
}
