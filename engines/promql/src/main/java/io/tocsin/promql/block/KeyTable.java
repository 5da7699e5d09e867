package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers rows by some of their labels: rows with equal values get equal keys, across all blocks
/// that one table numbers. Keys are dense from 0. Series of the store are numbered by their symbol
/// ids, each distinct symbol being looked at once.
public final class KeyTable {
  private final List<String> names;
  private final boolean without;
  private final Map<String, Integer> values = new HashMap<>();
  private final List<Map<Long, Integer>> levels = new ArrayList<>();
  private final Map<Labels, Integer> whole = new HashMap<>();

  /// @param without whether `names` are the labels to leave out, besides the metric's name
  public KeyTable(List<String> names, boolean without) {
    this.names = names;
    this.without = without;
    values.put("", 0);
    for (int i = 0; i < names.size(); i++) {
      levels.add(new HashMap<>());
    }
  }

  /// Returns one key per row.
  public int[] keys(Rows rows) {
    if (without) {
      return wholeKeys(rows);
    }
    var keys = new int[rows.size()];
    for (int i = 0; i < names.size(); i++) {
      var column = column(rows, names.get(i));
      var level = levels.get(i);
      for (int row = 0; row < keys.length; row++) {
        long pair = (long) keys[row] << 32 | column[row];
        Integer key = level.get(pair);
        if (key == null) {
          key = level.size();
          level.put(pair, key);
        }
        keys[row] = key;
      }
    }
    return keys;
  }

  /// Returns how many distinct keys were given.
  public int size() {
    if (without) {
      return whole.size();
    }
    return names.isEmpty() ? 1 : levels.getLast().size();
  }

  /// Returns the labels that the row's key stands for.
  public Labels group(Rows rows, int row) {
    if (without) {
      return stripped(rows.labels(row));
    }
    var builder = new LabelsBuilder();
    for (var name : names) {
      builder.set(name, value(rows, row, name));
    }
    return builder.build();
  }

  public static String value(Rows rows, int row, String name) {
    return switch (rows) {
      case LabelRows made -> made.labels(row).value(name);
      case SetRows stored ->
          stored.isNameless() && Names.is(name)
              ? ""
              : stored.set().symbol(stored.set().column(name)[stored.series(row)]);
    };
  }

  private int[] wholeKeys(Rows rows) {
    var keys = new int[rows.size()];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = number(whole, stripped(rows.labels(row)));
    }
    return keys;
  }

  private Labels stripped(Labels labels) {
    var builder = labels.builder();
    for (var name : names) {
      builder.set(name, "");
    }
    return builder.set(Labels.NAME, "").build();
  }

  private static <K> int number(Map<K, Integer> table, K key) {
    Integer number = table.get(key);
    if (number == null) {
      number = table.size();
      table.put(key, number);
    }
    return number;
  }

  private int[] column(Rows rows, String name) {
    return switch (rows) {
      case LabelRows made -> {
        var column = new int[made.size()];
        for (int row = 0; row < column.length; row++) {
          column[row] = number(values, made.labels(row).value(name));
        }
        yield column;
      }
      case SetRows stored ->
          stored.isNameless() && Names.is(name)
              ? new int[stored.size()]
              : storedColumn(stored, name);
    };
  }

  private int[] storedColumn(SetRows rows, String name) {
    var symbols = rows.set().column(name);
    var known = new HashMap<Integer, Integer>();
    var column = new int[rows.size()];
    int lastSymbol = 0;
    int lastKey = 0;
    for (int row = 0; row < column.length; row++) {
      int symbol = symbols[rows.series(row)];
      if (symbol != lastSymbol) {
        lastKey = known.computeIfAbsent(symbol, s -> number(values, rows.set().symbol(s)));
        lastSymbol = symbol;
      }
      column[row] = lastKey;
    }
    return column;
  }
}
