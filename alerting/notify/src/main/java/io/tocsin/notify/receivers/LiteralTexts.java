package io.tocsin.notify.receivers;

import io.tocsin.notify.Notification;
import io.tocsin.notify.services.Texts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Texts as they stand.
public final class LiteralTexts implements TemplateSource, Texts {
  private LiteralTexts() {}

  /// Returns them for a configuration.
  public static TemplateSource load(List<String> patterns, String externalUrl) {
    return new LiteralTexts();
  }

  @Override
  public Texts over(Notification notification) {
    return this;
  }

  @Override
  public SortedMap<String, String> routeLabels(
      Map<String, String> templates, Notification notification) {
    return new TreeMap<>(templates);
  }

  @Override
  public String text(String template) {
    return template;
  }

  @Override
  public String html(String template) {
    return template;
  }
}
