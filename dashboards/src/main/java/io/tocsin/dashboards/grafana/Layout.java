package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts panels on the grid. Boards before schema 16 had rows of a height in pixels with panels of a
/// width of twelfths; they are laid out as Grafana does it. For one thread.
final class Layout {
  private static final int COLUMNS = 24;
  private static final int CELL = 38; // 30 px and 8 between
  private static final int HEIGHT = 250;
  private static final int HEIGHT_MIN = 90;

  private final List<Object> panels = new ArrayList<>();
  private int y;
  private int rowHeight;
  private final int[] area = new int[COLUMNS];

  private Layout() {}

  static Map<String, Object> grid(int x, int y, int w, int h) {
    var grid = new LinkedHashMap<String, Object>();
    grid.put("x", Trees.number(x));
    grid.put("y", Trees.number(y));
    grid.put("w", Trees.number(w));
    grid.put("h", Trees.number(h));
    return grid;
  }

  /// Returns the place of a panel of today, moved inside the grid where it is not.
  static Map<String, Object> grid(Source panel) {
    var pos = panel.section("gridPos");
    pos.skip("static", "moved", "i", "minH", "minW");
    int w = within(pos.number("w"), 1, COLUMNS, 12);
    int x = within(pos.number("x"), 0, COLUMNS - w, 0);
    return grid(x, within(pos.number("y"), 0, 100_000, 0), w, within(pos.number("h"), 1, 1_000, 8));
  }

  private static int within(@Nullable BigDecimal number, int least, int most, int otherwise) {
    return number == null ? otherwise : Math.clamp(Math.round(number.doubleValue()), least, most);
  }

  /// Returns panels with `gridPos` for a board's `rows`.
  static List<Object> ofRows(List<Object> rows) {
    var layout = new Layout();
    boolean shown =
        rows.stream()
            .map(Trees::map)
            .anyMatch(row ->
                isTrue(row, "collapse")
                    || isTrue(row, "showTitle")
                    || row.get("repeat") instanceof String);
    for (var item : rows) {
      var row = Trees.map(item);
      if (Source.number(row.get("repeatIteration")) == null) {
        layout.row(row, shown);
      }
    }
    return layout.panels;
  }

  private static boolean isTrue(Map<String, Object> row, String name) {
    return Boolean.TRUE.equals(row.get(name));
  }

  private void row(Map<String, Object> row, boolean shown) {
    rowHeight = cells(row.get("height"), cells(Trees.number(HEIGHT), 7));
    boolean collapsed = isTrue(row, "collapse");
    var inner = new ArrayList<Object>();
    if (shown) {
      panels.add(heading(row, collapsed, collapsed ? inner : List.of()));
      y++;
    }
    Arrays.fill(area, 0);
    int begin = y;
    for (var item : Trees.list(row.get("panels"))) {
      var panel = Trees.map(item);
      place(panel);
      (shown && collapsed ? inner : panels).add(panel);
    }
    y = shown && collapsed ? begin : y + rowHeight;
  }

  private static Map<String, Object> heading(
      Map<String, Object> row, boolean collapsed, List<Object> inner) {
    var heading = new LinkedHashMap<String, Object>();
    heading.put("type", "row");
    heading.put("title", Trees.text(row.get("title")));
    heading.put("collapsed", collapsed);
    if (row.get("repeat") instanceof String variable && !variable.isEmpty()) {
      heading.put("repeat", variable);
    }
    heading.put("panels", inner);
    return heading;
  }

  private void place(Map<String, Object> panel) {
    var span = Source.number(panel.get("span"));
    int w = Math.clamp(span == null || span.signum() <= 0 ? 4 : span.intValue(), 1, 12) * 2;
    int h = cells(panel.get("height"), rowHeight);
    int x = column(w);
    if (x < 0) {
      y += rowHeight;
      Arrays.fill(area, 0);
      x = 0;
    }
    int top = 0;
    for (int i = x; i < x + w; i++) {
      top = Math.max(top, area[i]);
    }
    Arrays.fill(area, x, x + w, top + h);
    panel.put("gridPos", grid(x, y + top, w, h));
  }

  /// Returns the leftmost column of the free stair at the right end; -1 where it is too narrow.
  private int column(int w) {
    int end = -1;
    int start = -1;
    for (int i = COLUMNS - 1; i >= 0 && rowHeight - area[i] > 0; i--) {
      if (end < 0) {
        end = i;
        start = i;
      } else if (area[i] <= area[i + 1]) {
        start = i;
      } else {
        break;
      }
    }
    return end >= 0 && end - start >= w - 1 ? start : -1;
  }

  private static int cells(@Nullable Object height, int otherwise) {
    var number = Source.number(height instanceof String text ? text.replace("px", "") : height);
    if (number == null || number.signum() <= 0) {
      return otherwise;
    }
    int pixels = Math.min(number.intValue(), 10_000);
    return pixels < HEIGHT_MIN ? 3 : (pixels + CELL - 1) / CELL;
  }
}
