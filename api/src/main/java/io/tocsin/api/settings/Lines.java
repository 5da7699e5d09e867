package io.tocsin.api.settings;

import java.util.ArrayList;
import java.util.List;

/// Which lines two texts have in common, in order. Immutable.
final class Lines {
  /// Beyond it, what lies between the equal head and tail counts as changed as a whole.
  private static final long CELLS_MAX = 4_000_000;

  private final List<String> before;
  private final List<String> after;

  /// For each line of the second text its line in the first, -1 for a new one.
  private final int[] from;

  Lines(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
    this.from = new int[this.after.size()];
    match();
  }

  private void match() {
    java.util.Arrays.fill(from, -1);
    int head = 0;
    int most = Math.min(before.size(), after.size());
    while (head < most && before.get(head).equals(after.get(head))) {
      from[head] = head;
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      from[after.size() - 1 - tail] = before.size() - 1 - tail;
      tail++;
    }
    middle(head, before.size() - tail, after.size() - tail);
  }

  /// The longest common run of what is left, by the usual table.
  private void middle(int start, int beforeEnd, int afterEnd) {
    int rows = beforeEnd - start;
    int columns = afterEnd - start;
    if ((long) rows * columns > CELLS_MAX) {
      return;
    }
    var longest = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(start + i).equals(after.get(start + j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows && j < columns) {
      if (before.get(start + i).equals(after.get(start + j))) {
        from[start + j++] = start + i++;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /// Returns the line of the first text that a line of the second one was, or -1.
  int origin(int line) {
    return from[line];
  }

  /// One line of a comparison.
  ///
  /// @param change `" "` for a line of both, `-` for one of the first text, `+` of the second
  record Change(char change, String text) {}

  /// Returns all lines of both texts, those that were taken away before those that were added.
  List<Change> changes() {
    var changes = new ArrayList<Change>();
    int next = 0;
    for (int i = 0; i < from.length; i++) {
      if (from[i] < 0) {
        int end = nextOrigin(i);
        while (next < end) {
          changes.add(new Change('-', before.get(next++)));
        }
        changes.add(new Change('+', after.get(i)));
      } else {
        while (next < from[i]) {
          changes.add(new Change('-', before.get(next++)));
        }
        changes.add(new Change(' ', after.get(i)));
        next = from[i] + 1;
      }
    }
    while (next < before.size()) {
      changes.add(new Change('-', before.get(next++)));
    }
    return changes;
  }

  private int nextOrigin(int line) {
    for (int i = line; i < from.length; i++) {
      if (from[i] >= 0) {
        return from[i];
      }
    }
    return before.size();
  }
}
