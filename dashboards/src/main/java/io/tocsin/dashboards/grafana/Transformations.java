package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Shape;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a panel's transformations, old names too. For one thread.
final class Transformations {
  private static final Map<String, String> OLD =
      Map.of(
          "seriesToColumns", "joinByField",
          "filterFields", "filterFieldsByName",
          "addFieldFromCalculation", "calculateField");

  private final PanelLog log;
  private final Fields fields;
  private final Set<String> known;

  Transformations(PanelLog log, Fields fields) {
    this.log = log;
    this.fields = fields;
    this.known = known();
  }

  private static Set<String> known() {
    var ids = Shapes.dashboard().fields("Transformation").get("id");
    var known = new HashSet<String>();
    if (ids != null && ids.shape() instanceof Shape.OneOf words) {
      words
          .choices()
          .forEach(word -> {
            if (word instanceof Shape.Word(String text, _)) {
              known.add(text);
            }
          });
    }
    return known;
  }

  List<Object> read(Source panel) {
    var own = new ArrayList<Object>();
    for (var step : panel.sections("transformations")) {
      var written = step.text("id");
      var id = OLD.getOrDefault(written, written);
      step.skipIf("topic", "series");
      if (id.equals("prepareTimeSeries")) {
        step.rest(); // the same series in frames of another shape: what is drawn stays
        continue;
      }
      if (!known.contains(id)) {
        step.rest();
        if (!step.flag("disabled", false)) {
          log.drop("transformations", id + " (not in the model)");
        }
        continue;
      }
      own.add(step(step, id, written));
    }
    return own;
  }

  private Map<String, Object> step(Source step, String id, String written) {
    var own = new LinkedHashMap<String, Object>();
    own.put("id", id);
    if (step.flag("disabled", false)) {
      own.put("disabled", true);
    }
    var filter = step.has("filter") ? fields.matcher(step.take("filter"), step.path()) : null;
    if (filter != null) {
      own.put("filter", filter);
    }
    var options = Trees.map(step.take("options"));
    if (written.equals("seriesToColumns")) {
      options.putIfAbsent("mode", "outer");
    }
    own.put("options", options);
    return own;
  }
}
