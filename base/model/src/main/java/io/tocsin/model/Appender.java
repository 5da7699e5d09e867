package io.tocsin.model;

import java.io.Closeable;
import java.io.IOException;

/// One transaction of samples into the store: [#series], `append`, then [#commit] or close without
/// it, which drops what was appended. For one thread; open one per scrape or request and close it.
public interface Appender extends Closeable {
  /// What became of one sample.
  enum Outcome {
    /// Will be stored by the commit.
    ACCEPTED,
    /// Is already there with the same bits; nothing to do, and no error.
    DUPLICATE,
    /// Another value is already there at that time.
    CONFLICT,
    /// The series has a newer sample, and the store takes none that is older.
    OUT_OF_ORDER,
    /// Older than the retention, or than what is taken in behind the series' newest.
    TOO_OLD,
    /// Too far in the future.
    TOO_NEW,
    /// The series id is no longer known (its series was dropped): ask [#series] again.
    UNKNOWN_SERIES
  }

  /// How safe a commit is when it returns.
  enum Durability {
    /// Survives the end of the process: written to the log, not yet forced to disk.
    WRITTEN,
    /// Survives the end of the machine: forced to disk together with the commits beside it.
    SYNCED
  }

  /// Returns the id of the series, making it if it is new. Ids are positive and stable while the
  /// store is open, until the series is dropped.
  ///
  /// @throws StoreException if a limit of the store is reached
  int series(Labels labels);

  /// Appends a sample; order is judged against this series alone. Anything but `ACCEPTED` and
  /// `DUPLICATE` leaves the rest of the transaction untouched and is counted by the store.
  Outcome append(int series, long timestampMillis, double value);

  /// Appends a native histogram, under the same rules. Floats and histograms of one series share
  /// its order of time. A series of histograms ends with a float that is the staleness marker.
  ///
  /// @throws StoreException of kind `LIMIT`, with the rest of the transaction untouched, if
  ///   [Histogram#problem] has something to say, the buckets are too many, or the store takes
  ///   floats only
  default Outcome append(int series, long timestampMillis, Histogram value) {
    throw new StoreException(StoreException.Kind.LIMIT, "native histograms are not stored yet");
  }

  /// Says since when the counter has been counting of which the next sample of the series is
  /// appended; for that one sample. A store that does not keep this ignores it.
  default void startTimestamp(int series, long startMillis) {}

  /// What became of one exemplar.
  enum ExemplarOutcome {
    /// Will be kept by the commit.
    ACCEPTED,
    /// Is the newest of its series already; nothing to do, and no error.
    DUPLICATE,
    /// The series has a newer one, and this is too much older.
    OUT_OF_ORDER,
    /// Its labels have more than [Exemplar#LABELS_MAX] characters.
    LABELS_TOO_LONG,
    /// The series id is no longer known: ask [#series] again.
    UNKNOWN_SERIES,
    /// The store keeps none.
    DISABLED
  }

  /// Appends an exemplar of a series; the series needs no sample for it. Whatever comes of it
  /// leaves the rest of the transaction untouched.
  ///
  /// @param ownTime whether the exemplar came with its time; of those that did not, the newest of a
  ///   series is the same as before whatever time it was given
  default ExemplarOutcome exemplar(int series, Exemplar exemplar, boolean ownTime) {
    return ExemplarOutcome.DISABLED;
  }

  /// Says what a metric family is, for as long as the store lives; what was said before of it is
  /// forgotten by the commit.
  ///
  /// @return false if the store does not keep it: too many, too long, or it keeps none
  default boolean metadata(String family, MetricMetadata metadata) {
    return false;
  }

  /// Returns the newest timestamp of the series including this transaction, or `Long.MIN_VALUE`.
  long lastTimestamp(int series);

  /// Returns the labels of a known series, for messages.
  Labels labels(int series);

  /// Makes the samples durable, then visible. The appender can be used for a next transaction.
  ///
  /// @return how many samples were stored
  /// @throws StoreException if the store is read-only (disk full, closing)
  int commit(Durability durability) throws IOException;

  /// Drops what was not committed.
  @Override
  void close();
}
