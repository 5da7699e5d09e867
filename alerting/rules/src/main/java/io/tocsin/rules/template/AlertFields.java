package io.tocsin.rules.template;

import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTemplates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `.` is in an alert's template, and what a query answers there.
final class AlertFields {
  static final TemplateType SAMPLE =
      TemplateType.defined("*template.sample", TemplateType.Kind.STRUCT);
  static final TemplateType ANSWER = TemplateType.listOf(SAMPLE).named("template.queryResult");
  private static final TemplateType DOT =
      TemplateType.defined(
          "struct { Labels map[string]string; ExternalLabels map[string]string; "
              + "ExternalURL string; Value interface {} }",
          TemplateType.Kind.STRUCT);
  private static final TemplateType HISTOGRAM =
      TemplateType.defined("*histogram.FloatHistogram", TemplateType.Kind.STRUCT);

  private record Struct(TemplateType type, Map<String, @Nullable Object> fields)
      implements TemplateValue {}

  private record HistogramValue(String printed) implements TemplateValue {
    @Override
    public TemplateType type() {
      return HISTOGRAM;
    }
  }

  private AlertFields() {}

  static TemplateValue of(RuleTemplates.Input input) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("Labels", labels(input.sample().labels()));
    fields.put("ExternalLabels", labels(input.externalLabels()));
    fields.put("ExternalURL", input.externalUrl());
    fields.put("Value", value(input.sample()));
    return new Struct(DOT, fields);
  }

  static TemplateValue sample(RuleSample sample) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("Labels", labels(sample.labels()));
    fields.put("Value", value(sample));
    return new Struct(SAMPLE, fields);
  }

  private static Object value(RuleSample sample) {
    Histogram histogram = sample.histogram();
    return histogram == null
        ? (Object) sample.value()
        : new HistogramValue(String.valueOf(histogram));
  }

  private static TemplateValue labels(Labels labels) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < labels.size(); i++) {
      map.put(labels.name(i), labels.value(i));
    }
    return TemplateValue.texts(map);
  }
}
