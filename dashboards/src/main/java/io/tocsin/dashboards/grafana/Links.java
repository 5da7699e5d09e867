package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the links of boards, panels and values.
final class Links {
  private Links() {}

  /// Returns the links below a name; null-like entries are passed over.
  static List<Object> read(Source owner, String name) {
    var links = new ArrayList<Object>();
    for (var link : owner.sections(name)) {
      var own = link(link);
      if (!own.isEmpty()) {
        links.add(own);
      }
    }
    return links;
  }

  private static Map<String, Object> link(Source link) {
    link.skip("icon", "internal", "origin", "$$hashKey", "id", "dashboard", "dashUri", "params");
    link.skip("placement", "onClick", "onBuildUrl", "datasource", "query", "refId");
    link.skipIf("oneClick", false);
    link.skipIf("sort", Trees.number(0));
    var own = new LinkedHashMap<String, Object>();
    var tags = link.list("tags");
    boolean boards = link.text("type").equals("dashboards");
    var url = url(link);
    var title = link.text("title");
    own.put("title", title.isEmpty() ? (boards ? String.join(", ", texts(tags)) : url) : title);
    if (boards) {
      own.put("tags", tags);
    } else if (!url.isEmpty()) {
      own.put("url", url);
    } else {
      link.rest();
      return Map.of();
    }
    flag(link, "asDropdown", own, "dropdown");
    flag(link, "targetBlank", own, "newTab");
    flag(link, "keepTime", own, "keepTime");
    flag(link, "includeVars", own, "keepVariables");
    Targets.put(own, "tooltip", link.text("tooltip"));
    return own;
  }

  private static List<String> texts(List<Object> tags) {
    return tags.stream().map(Trees::text).toList();
  }

  /// Old links named a board instead of an address, and parameters apart from it.
  private static String url(Source link) {
    var url = link.text("url");
    var uri = Trees.text(link.peek("dashUri"));
    var board = Trees.text(link.peek("dashboard"));
    if (url.isEmpty() && !uri.isEmpty()) {
      url = "/dashboard/" + uri;
    } else if (url.isEmpty() && !board.isEmpty()) {
      url = "/dashboard/db/" + board.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
    var params = Trees.text(link.peek("params"));
    return url.isEmpty() || params.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + params;
  }

  private static void flag(Source link, String from, Map<String, Object> own, String to) {
    if (link.flag(from, false)) {
      own.put(to, true);
    }
  }
}
