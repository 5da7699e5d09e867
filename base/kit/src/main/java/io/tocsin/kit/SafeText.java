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

    private final TemplateType type;

    Content(String name) {
      this.type = TemplateType.defined(name, TemplateType.Kind.TEXT);
    }
  }

  @Override
  public TemplateType type() {
    return content.type;
  }

  @Override
  public Object underlying() {
    return text;
  }
}
