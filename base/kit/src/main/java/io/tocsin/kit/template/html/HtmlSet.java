package io.tocsin.kit.template.html;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.TemplateSet;
import java.util.concurrent.ConcurrentHashMap;

/// The escaped forms of a set's templates, made when they are first asked for. Safe for many
/// threads.
public final class HtmlSet {
  private final TemplateSet set;
  private final ConcurrentHashMap<String, TemplateSet> escaped = new ConcurrentHashMap<>();

  public HtmlSet(TemplateSet set) {
    this.set = set;
  }

  /// Returns a set in which the template `name` and all that it calls are escaped.
  ///
  /// @throws TemplateException if a place cannot be escaped safely
  public TemplateSet escaped(String name) {
    var known = escaped.get(name);
    if (known != null) {
      return known;
    }
    if (set.tree(name) == null) {
      var quoted = Quoting.quote(name);
      throw new TemplateException(
          "template: " + name + ": " + quoted + " is an incomplete or empty template");
    }
    var made = new Escaper(set).escape(name);
    escaped.put(name, made);
    return made;
  }
}
