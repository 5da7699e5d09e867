package io.tocsin.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// Figures by row and peer, printed as Markdown with how many times better Tocsin is than each
/// peer.
final class Report {
  private final Map<Row, Map<Peer, Double>> rows = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private String gates = "";
  private int failures;

  /// What a row measures. `section` groups rows into tables.
  record Row(String section, String title, Unit unit) {}

  /// How a figure is printed, and whether more of it is better.
  enum Unit {
    SECONDS(false),
    MILLIS(false),
    MEGABYTES(false),
    CORES(false),
    BYTES_PER_SAMPLE(false),
    COUNT(false),
    PER_CPU_SECOND(true);

    private final boolean moreIsBetter;

    Unit(boolean moreIsBetter) {
      this.moreIsBetter = moreIsBetter;
    }

    String print(double value) {
      return switch (this) {
        case SECONDS -> format(value < 10 ? "%.2f s" : "%.1f s", value);
        case MILLIS -> format(value < 10 ? "%.2f ms" : value < 100 ? "%.1f ms" : "%.0f ms", value);
        case MEGABYTES -> format("%.0f MB", value / 1e6);
        case CORES -> format("%.2f", value);
        case BYTES_PER_SAMPLE -> format("%.2f B", value);
        case COUNT -> format("%,.0f", value);
        case PER_CPU_SECOND -> format("%,.0f k/CPU-s", value / 1e3);
      };
    }
  }

  void put(Row row, Peer peer, double value) {
    rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(peer, value);
  }

  void put(Row row, Peer peer, long value) {
    put(row, peer, (double) value);
  }

  /// A sentence printed below the tables.
  void note(String note) {
    notes.add(note);
  }

  /// A sentence about something that could not be measured.
  void failure(String failure) {
    failures++;
    notes.add("FAILED: " + failure);
  }

  int failures() {
    return failures;
  }

  /// The table of gates, printed after all others.
  void gates(String markdown) {
    gates = markdown;
  }

  /// How many times better `mine` is than `other` in a row, if both were measured and neither is 0.
  /// Counts say what was done, not how well.
  OptionalDouble ratio(Row row, Peer mine, Peer other) {
    var values = rows.getOrDefault(row, Map.of());
    double own = values.getOrDefault(mine, 0.0);
    double theirs = values.getOrDefault(other, 0.0);
    if (own == 0 || theirs == 0 || row.unit() == Unit.COUNT) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(row.unit().moreIsBetter ? own / theirs : theirs / own);
  }

  /// What was measured of a peer in a row.
  OptionalDouble value(Row row, Peer peer) {
    var value = rows.getOrDefault(row, Map.of()).get(peer);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  String markdown() {
    var text = new StringBuilder();
    var sections = new LinkedHashSet<String>();
    rows.keySet().forEach(row -> sections.add(row.section()));
    sections.forEach(section -> text.append(table(section)));
    text.append(gates);
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    return text.toString();
  }

  private String table(String section) {
    var peers = new LinkedHashSet<Peer>();
    var own = new ArrayList<Row>();
    for (var row : rows.keySet()) {
      if (row.section().equals(section)) {
        own.add(row);
        peers.addAll(rows.getOrDefault(row, Map.of()).keySet());
      }
    }
    var pairs = pairs(peers);
    var text = new StringBuilder("### " + section + "\n\n| what |");
    peers.forEach(peer -> text.append(' ').append(peer.name()).append(" |"));
    pairs.forEach(pair -> text.append(" better than ").append(pair.other().name()).append(" |"));
    text.append("\n|---|").append("--:|".repeat(peers.size() + pairs.size())).append('\n');
    own.forEach(row -> text.append(line(row, peers, pairs)));
    return text.append('\n').toString();
  }

  private static List<Pair> pairs(Collection<Peer> peers) {
    var pairs = new ArrayList<Pair>();
    for (var mine : peers) {
      for (var other : peers) {
        if (mine.kind() == Peer.Kind.TOCSIN && other.kind() != Peer.Kind.TOCSIN) {
          pairs.add(new Pair(mine, other));
        }
      }
    }
    return pairs;
  }

  private String line(Row row, Collection<Peer> peers, List<Pair> pairs) {
    var values = rows.getOrDefault(row, Map.of());
    var line = new StringBuilder("| " + row.title() + " |");
    for (var peer : peers) {
      var value = values.get(peer);
      line.append(' ').append(value == null ? "-" : row.unit().print(value)).append(" |");
    }
    for (var pair : pairs) {
      var ratio = ratio(row, pair.mine(), pair.other());
      line.append(ratio.isEmpty() ? " - |" : format(" %.2fx |", ratio.getAsDouble()));
    }
    return line.append('\n').toString();
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  private record Pair(Peer mine, Peer other) {}
}
