package io.tocsin.notify;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All silences: those to come, those in force, and those that are over and kept for a while. What
/// is made or changed survives a crash from the moment the call returns. Safe for use by many
/// threads.
public interface Silences {
  /// Makes a silence, or changes the one with its id. A change that would rewrite what was (other
  /// matchers, another start of an active one) ends the old one and makes a new one.
  ///
  /// @param silence its id is empty for a new one
  /// @return it as it is kept, with its id
  /// @throws SilenceException if it is no silence, if the id is not known, or at a limit
  /// @throws IOException if it cannot be kept; then it is not in force
  Silence set(Silence silence) throws IOException;

  /// Ends a silence now; one that is over stays as it is.
  ///
  /// @throws SilenceException if the id is not known
  /// @throws IOException if that cannot be kept; then it is still in force
  void expire(String id) throws IOException;

  /// Returns the silence with that id, or null.
  @Nullable Silence find(String id);

  /// Returns every silence that is known, in the order in which they were made.
  List<Silence> all();

  /// Returns the silences one of whose sets has every given matcher: same name, type and value.
  /// Ordered as the API and amtool list them: active ones by end, pending ones by start, expired
  /// ones by end, the latest first.
  List<Silence> matching(Matchers filter);
}
