package io.tocsin.kit;

/// A text that is known to be safe in one place of an HTML page and is therefore not escaped there.
public record SafeText(Content content, String text) implements TemplateValue {
  /// Where a text is safe.
  public enum Content {
    CSS("template.CSS"),
    HTML("template.HTML"),
    HTML_ATTRIBUTE("template.HTMLAttr"),
    JS("template.JS"),
    JS_TEXT("template.JSStr"),
    URL("template.URL"),
    SRCSET("template.Srcset");

    private final String goName;

    Content(String goName) {
      this.goName = goName;
    }
  }

  @Override
  public TemplateType type() {
    return TemplateType.defined(content.goName, TemplateType.Kind.TEXT);
  }

  @Override
  public Object underlying() {
    return text;
  }
}
