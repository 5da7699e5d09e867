package io.tocsin.tsdb.head;

import io.tocsin.model.Labels;
import java.io.IOException;

/// Where the head writes down what it is about to take in. Safe for use by many threads; records of
/// one series keep the order of the calls.
public interface CommitLog {
  /// Says whether a new series may be made.
  ///
  /// @throws io.tocsin.model.StoreException if the log takes nothing in (disk full, closing)
  void ready();

  /// Notes a new series; it is written no later than the next samples.
  void series(int id, Labels labels);

  /// Writes samples so that they survive the end of the process, and returns the log's position
  /// behind them. Either batch may be empty.
  ///
  /// @param late those that are older than their series' last
  /// @throws io.tocsin.model.StoreException if the log takes nothing in (disk full, closing)
  long samples(int group, SampleBatch batch, SampleBatch late) throws IOException;

  /// Waits until everything before the position survives the end of the machine.
  void sync(long position) throws IOException;
}
