package io.tocsin.kit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that a template may use besides the language's own, by name. Immutable.
public final class TemplateFunctions {
  private static final TemplateFunctions NONE = new TemplateFunctions(Map.of());

  private final Map<String, TemplateFunction> byName;

  private TemplateFunctions(Map<String, TemplateFunction> byName) {
    this.byName = byName;
  }

  public static TemplateFunctions none() {
    return NONE;
  }

  /// Returns these functions and `function` under `name`, in place of one that had the name.
  public TemplateFunctions with(String name, TemplateFunction function) {
    return with(new TemplateFunctions(Map.of(name, function)));
  }

  /// Returns a function of one text and with a text as result, added under `name`.
  public TemplateFunctions withText(String name, TemplateFunction.Body body) {
    return with(name, TemplateFunction.of(body, TemplateType.TEXT));
  }

  /// Returns these functions and those of `more`, which go first.
  public TemplateFunctions with(TemplateFunctions more) {
    var all = new HashMap<>(byName);
    all.putAll(more.byName);
    return new TemplateFunctions(Map.copyOf(all));
  }

  public @Nullable TemplateFunction find(String name) {
    return byName.get(name);
  }

  public Set<String> names() {
    return byName.keySet();
  }
}
