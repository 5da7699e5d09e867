package io.tocsin.kit;

import io.tocsin.kit.template.Evaluator;
import io.tocsin.kit.template.MissingKey;
import io.tocsin.kit.template.Parser;
import io.tocsin.kit.template.TemplateSet;
import io.tocsin.kit.template.html.HtmlSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A set of named templates in the language of Go's `text/template`; [#expandHtml] gives what
/// `html/template` gives. Sets are immutable: everything that changes one returns another, which
/// shares the parsed trees. Safe for many threads.
///
/// What differs from Go: complex numbers are not known; templates nest 1,000 deep, not 100,000; an
/// expansion ends after 16 MiB of output or two million steps.
public final class GoTemplate {
  private final TemplateSet set;
  private final HtmlSet html;

  private GoTemplate(TemplateSet set) {
    this.set = set;
    this.html = new HtmlSet(set);
  }

  /// Returns a set without templates whose missing keys print `<no value>`.
  public static GoTemplate with(TemplateFunctions functions) {
    return new GoTemplate(TemplateSet.empty(functions));
  }

  /// Returns a set where a missing key of a map is the zero value of its elements, as with
  /// `missingkey=zero`.
  public GoTemplate missingKeyZero() {
    return new GoTemplate(set.missingKey(MissingKey.ZERO));
  }

  /// Returns a set where a missing key of a map is an error, as with `missingkey=error`.
  public GoTemplate missingKeyError() {
    return new GoTemplate(set.missingKey(MissingKey.ERROR));
  }

  /// Returns a set with these functions too, in place of those that had their names.
  public GoTemplate withFunctions(TemplateFunctions functions) {
    return new GoTemplate(set.functions(functions));
  }

  /// Returns a set with `text` as template `name` and with the templates defined in it. A text of
  /// nothing but definitions, comments and space leaves an earlier `name` as it was.
  ///
  /// @throws TemplateException if the text does not parse, with template and line
  public GoTemplate parse(String name, String text) {
    return new GoTemplate(set.with(Parser.parse(name, text, set)));
  }

  /// Returns the names of the templates that are not empty or were parsed by name.
  public Set<String> names() {
    return set.names();
  }

  /// Expands the template `name` as plain text.
  ///
  /// @param data what `.` is: any value that [TemplateType#of] knows
  /// @throws TemplateException if it fails, with template, line, column and expression
  public String expand(String name, @Nullable Object data) {
    return expand(name, data, TemplateFunctions.none());
  }

  /// Expands as [#expand(String, Object)] with `functions` in place of those of the same names:
  /// what a function must know of this one expansion goes here.
  public String expand(String name, @Nullable Object data, TemplateFunctions functions) {
    return Evaluator.expand(set.functions(functions), name, data);
  }

  /// Expands the template `name` as HTML: what comes from the data is escaped for the place where
  /// it stands.
  ///
  /// @throws TemplateException if it fails, or if a place cannot be escaped safely
  public String expandHtml(String name, @Nullable Object data) {
    return expandHtml(name, data, TemplateFunctions.none());
  }

  /// Expands as [#expandHtml(String, Object)] with `functions` in place of those of the same names.
  public String expandHtml(String name, @Nullable Object data, TemplateFunctions functions) {
    return Evaluator.expand(html.escaped(name).functions(functions), name, data);
  }
}
