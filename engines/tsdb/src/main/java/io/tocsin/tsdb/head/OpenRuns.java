package io.tocsin.tsdb.head;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The newest full samples (histograms, and floats with a start timestamp) of those series that
/// have some. Series of plain floats cost nothing here.
///
/// Guarded by the head's sample lock.
final class OpenRuns {
  private int[] slots = new int[64];
  private @Nullable OpenRun[] runs = new OpenRun[64];
  private int size;

  private int find(int slot) {
    int mask = slots.length - 1;
    int i = ideal(slot, mask);
    while (slots[i] != 0 && slots[i] != slot) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private static int ideal(int slot, int mask) {
    return ((slot * 0x9e37_79b9) >>> 7) & mask;
  }

  /// Returns the run of the series, or null.
  @Nullable OpenRun get(int slot) {
    return runs[find(slot)];
  }

  /// Returns the run of the series, begun if there is none.
  OpenRun begin(int slot) {
    if ((size + 1) * 2 > slots.length) {
      grow();
    }
    int at = find(slot);
    var run = runs[at];
    if (run == null) {
      run = new OpenRun(slot);
      slots[at] = slot;
      runs[at] = run;
      size++;
    }
    return run;
  }

  private void grow() {
    var old = runs;
    slots = new int[old.length * 2];
    runs = new OpenRun[old.length * 2];
    for (var run : old) {
      if (run != null) {
        int at = find(run.slot());
        slots[at] = run.slot();
        runs[at] = run;
      }
    }
  }

  /// Takes the run of the series away and returns it, null if there is none.
  @Nullable OpenRun remove(int slot) {
    int hole = find(slot);
    var removed = runs[hole];
    if (removed == null) {
      return null;
    }
    int mask = slots.length - 1;
    for (int i = (hole + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
      if (((i - ideal(slots[i], mask)) & mask) >= ((i - hole) & mask)) {
        slots[hole] = slots[i];
        runs[hole] = runs[i];
        hole = i;
      }
    }
    slots[hole] = 0;
    runs[hole] = null;
    size--;
    return removed;
  }

  int size() {
    return size;
  }

  void forEach(Consumer<OpenRun> action) {
    for (var run : runs) {
      if (run != null) {
        action.accept(run);
      }
    }
  }
}
