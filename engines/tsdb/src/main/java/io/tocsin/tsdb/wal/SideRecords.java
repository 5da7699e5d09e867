package io.tocsin.tsdb.wal;

import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;

/// What log and checkpoint keep beside series and samples: exemplars and metadata.
public interface SideRecords {
  /// Keeps nothing and skips what is there.
  SideRecords NONE = new NoSideRecords();

  /// Takes in the exemplars of one payload.
  void exemplars(ByteReader in);

  /// Takes in the metadata of one payload.
  void metadata(ByteReader in);

  /// Returns the exemplars that are there now.
  Pages exemplarPages();

  /// Returns the metadata that is there now.
  Pages metadataPages();

  /// Payloads, one after the other.
  @FunctionalInterface
  interface Pages {
    /// Writes the next payload to `out`, or returns false where there is none.
    boolean next(ByteWriter out);
  }
}
