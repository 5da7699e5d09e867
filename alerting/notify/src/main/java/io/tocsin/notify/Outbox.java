package io.tocsin.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was told to whom: the latest notifications with their requests and answers, for people who
/// want to know whether and how they were told. Survives a restart. Bounded in number and bytes;
/// the oldest go first. Safe for use by many threads.
public interface Outbox {
  /// Returns the latest entries, newest first.
  ///
  /// @param receiver the only one to tell of; empty for all
  /// @param beforeId tell of older ones than this only; 0 for all
  List<OutboxEntry> latest(String receiver, long beforeId, int limit);

  /// Returns the entry of that number, or null.
  @Nullable OutboxEntry find(long id);
}
