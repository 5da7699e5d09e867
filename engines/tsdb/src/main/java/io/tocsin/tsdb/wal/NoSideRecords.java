package io.tocsin.tsdb.wal;

import io.tocsin.tsdb.chunk.ByteReader;

/// For whoever reads samples only.
final class NoSideRecords implements SideRecords {
  @Override
  public void exemplars(ByteReader in) {}

  @Override
  public void metadata(ByteReader in) {}

  @Override
  public Pages exemplarPages() {
    return _ -> false;
  }

  @Override
  public Pages metadataPages() {
    return _ -> false;
  }
}
