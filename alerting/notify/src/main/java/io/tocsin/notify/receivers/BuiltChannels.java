package io.tocsin.notify.receivers;

import io.tocsin.kit.ConfigException;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Integration;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.Integrations;
import io.tocsin.notify.Notification;
import io.tocsin.notify.ReceiverSpec;
import io.tocsin.notify.services.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What sends for one configuration; its digests are told until it is closed.
public final class BuiltChannels implements Integrations.Built {
  private final TemplateSource templates;
  private final Stores stores;
  private final ServiceIntegration.Surroundings around;
  private final List<Thread> tellers = new ArrayList<>();

  /// What outlives a configuration.
  public record Stores(OutboxStore outbox, DigestStore digests) {}

  BuiltChannels(
      AlertmanagerConfig config,
      TemplateSource templates,
      Stores stores,
      ServiceIntegration.Surroundings around) {
    this.templates = templates;
    this.stores = stores;
    this.around = around;
    check(config);
    for (var receiver : config.receivers()) {
      for (var spec : receiver.integrations()) {
        if (spec instanceof DigestSpec digest) {
          tell(config, receiver.name(), digest);
        }
      }
    }
  }

  /// Refuses a digest that tells nobody, or another digest.
  ///
  /// @throws ConfigException naming the receiver
  public static void check(AlertmanagerConfig config) {
    for (var receiver : config.receivers()) {
      for (var spec : receiver.integrations()) {
        if (spec instanceof DigestSpec digest) {
          check(config, receiver.name(), digest);
        }
      }
    }
  }

  private static void check(AlertmanagerConfig config, String receiver, DigestSpec digest) {
    var key =
        "receiver " + receiver + ": digest_configs[" + digest.index() + "].to: " + digest.to();
    var target = config.receiver(digest.to());
    if (target == null) {
      throw new ConfigException(key + " (expected: the name of a receiver)");
    }
    if (target.integrations().stream().anyMatch(DigestSpec.class::isInstance)) {
      throw new ConfigException(key + " (expected: a receiver without digests)");
    }
  }

  private void tell(AlertmanagerConfig config, String receiver, DigestSpec digest) {
    var target = config.receiver(digest.to());
    if (target != null) {
      var clock = around.http().clock();
      var teller = new DigestTeller(receiver, digest, stores.digests(), () -> of(target), clock);
      tellers.add(Thread.ofVirtual().name("digest-" + receiver).start(teller));
    }
  }

  @Override
  public List<Integration> of(ReceiverSpec receiver) {
    if (receiver.integrations().isEmpty()) {
      return List.of(new OutboxIntegration(stores.outbox()));
    }
    return receiver.integrations().stream().map(this::integration).toList();
  }

  private Integration integration(IntegrationSpec spec) {
    return switch (spec) {
      case ServiceSpec service ->
          new ServiceIntegration(service, templates, stores.outbox(), around);
      case DigestSpec digest -> new DigestIntegration(digest, stores.digests(), stores.outbox());
      default -> throw new IllegalArgumentException(spec.type() + ": an unknown integration");
    };
  }

  @Override
  public SortedMap<String, String> routeLabels(
      Map<String, String> texts, Notification notification) {
    return templates.routeLabels(texts, notification);
  }

  @Override
  public void close() {
    tellers.forEach(Thread::interrupt);
  }
}
