package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.notify.receivers.ChannelMaker;
import io.tocsin.notify.receivers.ChannelReader;
import io.tocsin.notify.receivers.TemplateSource;
import io.tocsin.notify.services.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

public final class Interim implements Closeable {
  private final ChannelMaker maker;

  private Interim(ChannelMaker maker) {
    this.maker = maker;
  }

  public static ReceiverReader reader() {
    return new ChannelReader(LocalFiles.disk());
  }

  public static Interim open(
      Directory directory, Clock clock, String externalUrl, PrometheusRegistry registry)
      throws IOException {
    var http = new HttpSurroundings(LocalFiles.disk(), clock, "Tocsin");
    return new Interim(
        ChannelMaker.open(directory, http, externalUrl, registry, (List<String> p, String u) -> new Plain()));
  }

  public Integrations integrations() {
    return maker;
  }

  public Outbox outbox() {
    return maker.outbox();
  }

  @Override
  public void close() throws IOException {
    maker.close();
  }

  private static final class Plain implements TemplateSource {
    @Override
    public Texts over(Notification notification) {
      return new Texts() {
        @Override
        public String text(String template) {
          return template;
        }

        @Override
        public String html(String template) {
          return template;
        }
      };
    }

    @Override
    public SortedMap<String, String> routeLabels(
        Map<String, String> templates, Notification notification) {
      return new TreeMap<>(templates);
    }
  }
}
