package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.head.HeadSelection;

/// What one place (the head, a block) has of a selection, by position. Safe for use by many threads
/// while its place is held open.
interface SeriesSource {
  int size();

  /// Returns the hash of the label set; equal sets have equal hashes in every place.
  long hash(int series);

  Labels labels(int series);

  /// The block's name, or the empty string for the head: what the order of positions goes by.
  String name();

  int[] column(String labelName);

  String symbol(int id);

  void read(int series, long min, long max, SampleBuffer out);

  record OfHead(HeadSelection head) implements SeriesSource {
    @Override
    public String name() {
      return "";
    }

    @Override
    public int size() {
      return head.size();
    }

    @Override
    public long hash(int series) {
      return head.hash(series);
    }

    @Override
    public Labels labels(int series) {
      return head.labels(series);
    }

    @Override
    public int[] column(String labelName) {
      return head.column(labelName);
    }

    @Override
    public String symbol(int id) {
      return head.symbol(id);
    }

    @Override
    public void read(int series, long min, long max, SampleBuffer out) {
      head.read(series, min, max, out);
    }
  }

  /// The array is the found series' numbers in the block. What is damaged is told to `damages`.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record OfBlock(Block block, int[] found, Damages damages) implements SeriesSource {
    @Override
    public String name() {
      return block.meta().name();
    }

    @Override
    public int size() {
      return found.length;
    }

    @Override
    public long hash(int series) {
      return damages.reading(() -> block.hash(found[series]));
    }

    @Override
    public Labels labels(int series) {
      return damages.reading(() -> block.labels(found[series]));
    }

    @Override
    public int[] column(String labelName) {
      return damages.reading(() -> block.column(labelName, found));
    }

    @Override
    public String symbol(int id) {
      return damages.reading(() -> block.symbol(id));
    }

    @Override
    public void read(int series, long min, long max, SampleBuffer out) {
      if (block.overlaps(min, max)) {
        damages.reading(() -> {
          block.read(found[series], min, max, out);
          return out;
        });
      }
    }
  }
}
