package io.tocsin.rules.template;

import io.tocsin.kit.GoTemplate;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunctions;
import io.tocsin.rules.RuleTemplateException;
import io.tocsin.rules.RuleTemplates;
import java.util.concurrent.ConcurrentHashMap;

/// Prometheus' templates. Texts are parsed once and kept.
public final class AlertTemplates implements RuleTemplates {
  private static final int KEPT_MAX = 10_000;
  private static final String VARIABLES =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";
  private static final TemplateFunctions FUNCTIONS =
      AlertFunctions.all().with(AlertFunctions.placeholders());
  private static final GoTemplate EMPTY = GoTemplate.with(FUNCTIONS).missingKeyZero();

  private record Key(String name, String text) {}

  private final ConcurrentHashMap<Key, GoTemplate> parsed = new ConcurrentHashMap<>();

  @Override
  public void check(String alert, String text) {
    try {
      parse(name(alert), text);
    } catch (TemplateException e) {
      throw new RuleTemplateException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String expand(String alert, String text, Input input) {
    if (!text.contains("{{")) {
      return text;
    }
    var name = name(alert);
    GoTemplate template;
    try {
      template = parse(name, text);
    } catch (TemplateException e) {
      throw failed("error parsing template ", name, e);
    }
    try {
      return template.expand(name, AlertFields.of(input), AlertFunctions.of(input));
    } catch (TemplateException e) {
      throw failed("error executing template ", name, e);
    }
  }

  private static RuleTemplateException failed(String what, String name, TemplateException e) {
    return new RuleTemplateException(what + name + ": " + e.getMessage(), e);
  }

  private static String name(String alert) {
    return "__alert_" + alert;
  }

  private GoTemplate parse(String name, String text) {
    var key = new Key(name, text);
    var known = parsed.get(key);
    if (known != null) {
      return known;
    }
    var fresh = EMPTY.parse(name, VARIABLES + text);
    // Texts change with the rule files only: starting over keeps the bound without any order.
    if (parsed.size() >= KEPT_MAX) {
      parsed.clear();
    }
    parsed.put(key, fresh);
    return fresh;
  }
}
