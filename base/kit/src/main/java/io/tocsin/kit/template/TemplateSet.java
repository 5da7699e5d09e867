package io.tocsin.kit.template;

import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateFunctions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Templates that know each other by name, and the functions they may call. Immutable.
public final class TemplateSet {
  private final Map<String, Tree> trees;
  private final TemplateFunctions functions;
  private final MissingKey missingKey;

  private TemplateSet(Map<String, Tree> trees, TemplateFunctions functions, MissingKey missingKey) {
    this.trees = trees;
    this.functions = functions;
    this.missingKey = missingKey;
  }

  public static TemplateSet empty(TemplateFunctions functions) {
    return new TemplateSet(Map.of(), functions, MissingKey.DEFAULT);
  }

  public TemplateSet missingKey(MissingKey choice) {
    return new TemplateSet(trees, functions, choice);
  }

  public TemplateSet functions(TemplateFunctions more) {
    return more.names().isEmpty() ? this : new TemplateSet(trees, functions.with(more), missingKey);
  }

  /// Returns the set with these templates too. An empty one replaces nothing.
  public TemplateSet with(Map<String, Tree> parsed) {
    var all = new LinkedHashMap<>(trees);
    parsed.forEach((name, tree) -> {
      if (!all.containsKey(name) || !tree.isEmpty()) {
        all.put(name, tree);
      }
    });
    return new TemplateSet(all, functions, missingKey);
  }

  /// Returns the set with these templates in place of those that had their names.
  public TemplateSet replacing(Map<String, Tree> others) {
    var all = new LinkedHashMap<>(trees);
    all.putAll(others);
    return new TemplateSet(all, functions, missingKey);
  }

  public @Nullable Tree tree(String name) {
    return trees.get(name);
  }

  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(trees.keySet());
  }

  MissingKey missingKey() {
    return missingKey;
  }

  /// Returns the function of that name: the set's own before the language's.
  @Nullable TemplateFunction function(String name) {
    var own = functions.find(name);
    return own != null ? own : Builtins.find(name);
  }

  boolean isBuiltin(String name) {
    return functions.find(name) == null;
  }
}
