package io.tocsin.notify.template;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.GoTemplate;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateFunctions;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.notify.Notification;
import io.tocsin.notify.receivers.TemplateSource;
import io.tocsin.notify.services.Refusal;
import io.tocsin.notify.services.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The templates of one configuration: those that every configuration has, and those of its files,
/// which go first. Texts are parsed once and kept. Safe for many threads.
public final class NotifyTemplates implements TemplateSource {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyTemplates.class);
  private static final int KEPT_MAX = 5_000;
  private static final List<String> DEFAULTS = List.of("default.tmpl", "email.tmpl");

  private final GoTemplate set;
  private final String externalUrl;
  private final ConcurrentHashMap<String, GoTemplate> parsed = new ConcurrentHashMap<>();

  private NotifyTemplates(GoTemplate set, String externalUrl) {
    this.set = set;
    this.externalUrl = externalUrl;
  }

  /// A file with templates.
  ///
  /// @param name by which messages call it
  public record TemplateFile(String name, String text) {}

  /// Returns the default templates and those of the files, in that order.
  ///
  /// @param externalUrl under which people reach this program
  /// @throws ConfigException if a file does not parse, with its name and line
  public static NotifyTemplates load(List<TemplateFile> files, String externalUrl) {
    var set = GoTemplate.with(NotifyFunctions.all()).missingKeyZero();
    for (var name : DEFAULTS) {
      set = set.parse("", resource(name));
    }
    for (var file : files) {
      try {
        set = set.parse(file.name(), file.text());
      } catch (TemplateException e) {
        throw new ConfigException(e.getMessage());
      }
    }
    return new NotifyTemplates(set, externalUrl);
  }

  /// Returns the same as [#load] of all files that match a pattern.
  ///
  /// @throws ConfigException if a file cannot be read or parsed
  public static NotifyTemplates loadFiles(List<String> patterns, String externalUrl) {
    return load(TemplateFiles.read(patterns), externalUrl);
  }

  private static String resource(String name) {
    try (var in = NotifyTemplates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the output of a template text over a notification.
  ///
  /// @throws TemplateException if it does not parse, or fails
  public String expandText(String text, Notification notification) {
    return new Expansion(notification, false).text(text);
  }

  /// Returns the same as HTML: what comes from the notification is escaped.
  ///
  /// @throws TemplateException if it does not parse, or fails
  public String expandHtml(String text, Notification notification) {
    return new Expansion(notification, false).html(text);
  }

  @Override
  public Texts over(Notification notification) {
    var expansion = new Expansion(notification, false);
    return new Texts() {
      @Override
      public String text(String template) {
        try {
          return expansion.text(template);
        } catch (TemplateException e) {
          throw new Refusal(String.valueOf(e.getMessage()));
        }
      }

      @Override
      public String html(String template) {
        try {
          return expansion.html(template);
        } catch (TemplateException e) {
          throw new Refusal(String.valueOf(e.getMessage()));
        }
      }
    };
  }

  @Override
  public SortedMap<String, String> routeLabels(
      Map<String, String> templates, Notification notification) {
    var expansion = new Expansion(with(notification, templates), true);
    var rendered = new TreeMap<String, String>();
    for (var name : templates.keySet()) {
      try {
        rendered.put(name, expansion.routeLabel(name));
      } catch (TemplateException e) {
        LOG.atWarn()
            .addKeyValue("label", name)
            .addKeyValue("error", e.getMessage())
            .log("label of a route not rendered");
      }
    }
    return rendered;
  }

  private static Notification with(Notification notification, Map<String, String> routeLabels) {
    return new Notification(
        notification.receiver(),
        notification.groupKey(),
        notification.groupLabels(),
        new TreeMap<>(routeLabels),
        notification.alerts(),
        notification.reason(),
        notification.times(),
        notification.memory());
  }

  private GoTemplate parse(String text) {
    var known = parsed.get(text);
    if (known != null) {
      return known;
    }
    var fresh = set.parse("", text);
    // Texts come from the configuration: starting over keeps the bound without any order.
    if (parsed.size() >= KEPT_MAX) {
      parsed.clear();
    }
    parsed.put(text, fresh);
    return fresh;
  }

  /// The texts of one notification.
  private final class Expansion {
    private final TemplateValue fields;
    private final TemplateFunctions functions;
    private final RouteLabels labels;

    /// @param templated whether the route's labels are still templates
    Expansion(Notification notification, boolean templated) {
      this.fields = NotifyFields.of(notification, externalUrl);
      this.labels =
          new RouteLabels(
              notification.routeLabels(), templated ? this::text : rendered -> rendered);
      var now = NotifyFields.time(notification.nowMillis());
      this.functions =
          TemplateFunctions.none()
              .withText("routeLabels", a -> labels.render(a.text(0)))
              .with("now", TemplateFunction.of(a -> now))
              .with(
                  "since",
                  TemplateFunction.of(
                      a -> Duration.between(NotifyFunctions.time(a.value(0)), now),
                      TemplateType.TIME));
    }

    String text(String text) {
      return text.contains("{{") ? parse(text).expand("", fields, functions) : text;
    }

    String html(String text) {
      return text.isEmpty() ? "" : parse(text).expandHtml("", fields, functions);
    }

    String routeLabel(String name) {
      return labels.render(name);
    }
  }
}
