package io.tocsin.tsdb.metadata;

import io.tocsin.model.MetadataSource;
import io.tocsin.model.MetricMetadata;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metadata by metric family; where there is no more room, the family that was said longest ago
/// goes. Safe for use by many threads.
public final class MetadataStore implements MetadataSource {
  private static final int FAMILIES_MAX = 50_000;
  private static final long LENGTH_MAX = 8 << 20;
  private static final int ENTRY_MAX = 8 << 10;
  private static final int PAGE = 1024;

  // In the order of access, which is what saying is.
  private final LinkedHashMap<String, MetricMetadata> families =
      new LinkedHashMap<>(16, 0.75f, true);
  private final int familiesMax;
  private long length;
  private long dropped;
  private long refused;

  public MetadataStore() {
    this(FAMILIES_MAX);
  }

  MetadataStore(int familiesMax) {
    this.familiesMax = familiesMax;
  }

  /// A family and what is said of it.
  public record Entry(String family, MetricMetadata metadata) {
    private int length() {
      return family.length() + metadata.unit().length() + metadata.help().length();
    }
  }

  /// What becomes of an entry.
  public enum Verdict {
    /// Is there already.
    KNOWN,
    NEW,
    /// Its texts are too long, or the family has no name.
    REFUSED
  }

  /// Says what would become of an entry; one that is known counts as said again.
  public synchronized Verdict judge(Entry entry) {
    if (entry.family.isEmpty() || entry.length() > ENTRY_MAX) {
      refused++;
      return Verdict.REFUSED;
    }
    return entry.metadata.equals(families.get(entry.family)) ? Verdict.KNOWN : Verdict.NEW;
  }

  public synchronized void add(List<Entry> entries) {
    entries.forEach(this::add);
  }

  private void add(Entry entry) {
    var old = families.put(entry.family, entry.metadata);
    length += entry.length() - (old == null ? 0 : new Entry(entry.family, old).length());
    while (families.size() > familiesMax || length > LENGTH_MAX) {
      var eldest = families.firstEntry();
      families.remove(eldest.getKey());
      length -= new Entry(eldest.getKey(), eldest.getValue()).length();
      dropped++;
    }
  }

  public synchronized int size() {
    return families.size();
  }

  /// Returns how many families had to go for others.
  public synchronized long dropped() {
    return dropped;
  }

  /// Returns how often an entry was refused.
  public synchronized long refused() {
    return refused;
  }

  @Override
  public synchronized Map<String, MetricMetadata> metadata() {
    return Map.copyOf(families);
  }

  private synchronized List<Entry> entries() {
    var entries = new ArrayList<Entry>(families.size());
    families.forEach((family, metadata) -> entries.add(new Entry(family, metadata)));
    return entries;
  }

  /// Takes in the entries of one payload.
  public void read(ByteReader in) {
    add(MetadataRecords.read(in));
  }

  /// Returns what is there now, as payloads.
  public Snapshot snapshot() {
    return new Snapshot(entries());
  }

  /// What was there at one moment. For one thread.
  public static final class Snapshot {
    private final List<Entry> entries;
    private int next;

    private Snapshot(List<Entry> entries) {
      this.entries = entries;
    }

    /// Writes the next payload, or returns false where there is none.
    public boolean next(ByteWriter out) {
      int to = Math.min(entries.size(), next + PAGE);
      if (next == to) {
        return false;
      }
      MetadataRecords.write(entries.subList(next, to), out);
      next = to;
      return true;
    }
  }
}
