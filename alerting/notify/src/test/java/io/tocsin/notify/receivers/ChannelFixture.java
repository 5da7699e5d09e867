package io.tocsin.notify.receivers;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Notification.Times;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.OutboxEntry;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.ReceiverMemory;
import io.tocsin.notify.services.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Receivers of one configuration, and notifications to send to them. A template `{{ template "x" .
/// }}` becomes `x`, and `{{ boom }}` fails; everything else stays as it is.
public final class ChannelFixture implements AutoCloseable {
  public static final String KEY = "{}:{alertname=\"Down\"}";

  /// The SHA-256 of [#KEY].
  public static final String KEY_HASH =
      "af94c9e8f6a3043625e36c6f472fe6be85ac23a9117184ee4cb7b4ad7401a47e";

  public static final long START = 1_700_000_000_500L;

  private final ChannelMaker maker;
  private final Clock clock;
  private final ReceiverMemory memory = new ReceiverMemory(Map.of());

  public ChannelFixture(Path folder) throws IOException {
    this(folder, Clock.system());
  }

  public ChannelFixture(Path folder, Clock clock) throws IOException {
    this.clock = clock;
    this.maker =
        ChannelMaker.open(
            FsDirectory.open(folder),
            new HttpSurroundings(LocalFiles.disk(), clock, "Tocsin/test"),
            "http://tocsin",
            new PrometheusRegistry(),
            (patterns, externalUrl) -> new PlainTemplates());
  }

  /// What stands for the templates' language.
  private static final class PlainTemplates implements TemplateSource, Texts {
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
      if (template.contains("{{ boom }}")) {
        throw new io.tocsin.notify.services.Refusal("template: no function boom");
      }
      return template.replaceAll("\\{\\{ template \"([^\"]*)\" \\. ?}}", "$1");
    }

    @Override
    public String html(String template) {
      return "<p>" + text(template) + "</p>";
    }
  }

  /// Reads a configuration whose only receiver is `r`.
  ///
  /// @param receiver YAML in flow style, without braces
  public static AlertmanagerConfig config(String receiver, String global) {
    var text =
        "global: {"
            + global
            + "}\nroute: {receiver: r}\nreceivers: [{name: r, "
            + receiver
            + "}, {name: other}]\n";
    return AlertmanagerConfig.parse(
        "a.yml", text, MatcherSyntax.FALLBACK, new ChannelReader(LocalFiles.disk()));
  }

  public ChannelMaker maker() {
    return maker;
  }

  /// Sends to the first integration of `r`.
  public Outcome send(String receiver, boolean firing) throws InterruptedException {
    return send(config(receiver, ""), firing);
  }

  public Outcome send(AlertmanagerConfig config, boolean firing) throws InterruptedException {
    try (var built = maker.build(config)) {
      var integration = built.of(config.receivers().getFirst()).getFirst();
      try {
        return integration.send(notification(firing));
      } finally {
        integration.close();
      }
    }
  }

  public Notification notification(boolean firing) {
    long now = clock.millis();
    return new Notification(
        "r",
        KEY,
        Labels.of("alertname", "Down"),
        new TreeMap<>(Map.of("team", "db")),
        List.of(alert("a", firing), alert("b", false)),
        NotifyReason.FIRST_NOTIFICATION,
        new Times(now, now + 20_000, 3_600_000),
        memory);
  }

  public ReceiverMemory memory() {
    return memory;
  }

  public static Alert alert(String instance, boolean firing) {
    return new Alert(
        Labels.of("alertname", "Down", "instance", instance, "severity", "high"),
        new TreeMap<>(Map.of("summary", "it is <down>")),
        START,
        firing ? 0 : START + 60_000,
        "http://prom/g?x=1&y=2");
  }

  public OutboxEntry lastEntry() {
    return maker.outbox().latest("", 0, 1).getFirst();
  }

  @Override
  public void close() throws IOException {
    maker.close();
  }
}
