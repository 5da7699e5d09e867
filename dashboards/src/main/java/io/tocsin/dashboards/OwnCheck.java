package io.tocsin.dashboards;

import io.tocsin.dashboards.PanelReport.Verdict;
import io.tocsin.dashboards.grafana.QueryText;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The report of a dashboard that was written in the own form: everything in it is drawn. A panel
/// whose query is no PromQL is said, because its reader would only see an error.
final class OwnCheck {
  private OwnCheck() {}

  static ImportReport of(Dashboard dashboard) {
    var lines = new ArrayList<PanelReport>();
    for (var item : Trees.list(dashboard.tree().get("panels"))) {
      line(Trees.map(item), lines);
      Trees.list(Trees.map(item).get("panels")).forEach(panel -> line(Trees.map(panel), lines));
    }
    return new ImportReport(lines, List.of(), List.of());
  }

  private static void line(Map<String, Object> panel, List<PanelReport> lines) {
    var reasons = new ArrayList<String>();
    for (var query : Trees.list(panel.get("queries"))) {
      var expr = Trees.text(Trees.map(query).get("expr"));
      var refusal = expr.isEmpty() ? null : QueryText.refusal(expr);
      if (refusal != null) {
        reasons.add("query " + Trees.text(Trees.map(query).get("ref")) + ": " + refusal);
      }
    }
    long id = panel.get("id") instanceof BigDecimal number ? number.longValue() : 0;
    var verdict = reasons.isEmpty() ? Verdict.RENDERED : Verdict.LATER;
    lines.add(new PanelReport(id, Trees.text(panel.get("title")), verdict, reasons));
  }
}
