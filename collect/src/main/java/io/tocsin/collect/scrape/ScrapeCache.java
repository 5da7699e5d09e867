package io.tocsin.collect.scrape;

import java.util.Arrays;

/// What a target's lines stand for: an entry per line's series text, with the store's series or
/// [#DROPPED], and the scrape in which it was last seen. For one thread.
///
/// Scrapes are numbered from 1. The table that finds an entry by its text is only there while lines
/// come in another order than last time.
final class ScrapeCache {
  /// Stands for the series of a line that metric relabelling drops.
  static final int DROPPED = 0;

  private static final int DEAD_MAX = 1_000;

  /// The store gives the id of a series that is long gone, nine hours, to another: nothing that was
  /// not seen for so many scrapes is remembered.
  private static final int SCRAPES_REMEMBERED = 50;

  private final SharedTexts shared;
  private SeriesTexts texts = new SeriesTexts();
  private int[] series = new int[64];
  private int[] seen = new int[64];
  private int[] table = new int[0];
  private boolean misses;

  ScrapeCache(SharedTexts shared) {
    this.shared = shared;
  }

  int size() {
    return texts.size();
  }

  byte[] bytes() {
    return texts.bytes();
  }

  int start(int entry) {
    return texts.start(entry);
  }

  int end(int entry) {
    return texts.end(entry);
  }

  /// Returns the entry that followed `entry` last time (the first one for -1), or -1.
  int after(int entry) {
    return texts.after(entry);
  }

  int series(int entry) {
    return series[entry];
  }

  void series(int entry, int id) {
    series[entry] = id;
  }

  /// Returns the number of the scrape that saw the entry last; negative where the sample brought
  /// its own time, so that the series' end is not ours to mark.
  int seen(int entry) {
    return seen[entry];
  }

  void seen(int entry, int scrape) {
    seen[entry] = scrape;
  }

  /// Notes that `entry` follows `previous` (-1 for the first).
  void link(int previous, int entry) {
    if (texts.after(previous) != entry) {
      own();
      texts.link(previous, entry);
    }
  }

  private void own() {
    if (texts.isFrozen()) {
      texts = texts.copy();
    }
  }

  /// Returns the entry of a text, or -1.
  int find(byte[] body, int start, int end) {
    misses = true;
    if (table.length < texts.size() * 2) {
      rebuild();
    }
    if (table.length == 0) {
      return -1;
    }
    int mask = table.length - 1;
    for (int slot = hash(body, start, end) & mask; ; slot = (slot + 1) & mask) {
      int entry = table[slot] - 1;
      if (entry < 0 || texts.equalsAt(entry, body, start, end)) {
        return entry;
      }
    }
  }

  int add(byte[] body, int start, int end, int id) {
    own();
    int entry = texts.add(body, start, end);
    if (entry >= series.length) {
      series = Arrays.copyOf(series, entry + entry / 2 + 16);
      seen = Arrays.copyOf(seen, entry + entry / 2 + 16);
    }
    series[entry] = id;
    seen[entry] = 0;
    if (table.length < texts.size() * 2) {
      rebuild();
    } else {
      insert(entry);
    }
    return entry;
  }

  private void rebuild() {
    int capacity = Integer.highestOneBit(Math.max(64, texts.size() * 4 - 1)) * 2;
    table = new int[capacity];
    for (int entry = 0; entry < texts.size(); entry++) {
      insert(entry);
    }
  }

  private void insert(int entry) {
    int mask = table.length - 1;
    int slot = hash(texts.bytes(), texts.start(entry), texts.end(entry)) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry + 1;
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  /// Ends a scrape: forgets entries that are long gone, and gives back memory once the lines have
  /// settled.
  void settle(int scrape) {
    int live = 0;
    for (int entry = 0; entry < texts.size(); entry++) {
      live += Math.abs(seen[entry]) == scrape ? 1 : 0;
    }
    boolean old = live < texts.size() && scrape % SCRAPES_REMEMBERED == 0;
    if (old || texts.size() > 2 * live + DEAD_MAX) {
      forget(scrape);
    } else if (!misses && table.length > 0) {
      table = new int[0];
      texts = shared.share(texts);
      series = Arrays.copyOf(series, texts.size());
      seen = Arrays.copyOf(seen, texts.size());
    }
    misses = false;
  }

  private void forget(int scrape) {
    var kept = new ScrapeCache(shared);
    int previous = -1;
    for (int entry = 0; entry < texts.size(); entry++) {
      if (Math.abs(seen[entry]) == scrape) {
        int added = kept.add(texts.bytes(), texts.start(entry), texts.end(entry), series[entry]);
        kept.seen[added] = seen[entry];
        kept.link(previous, added);
        previous = added;
      }
    }
    texts = kept.texts;
    series = kept.series;
    seen = kept.seen;
    table = kept.table;
  }
}
