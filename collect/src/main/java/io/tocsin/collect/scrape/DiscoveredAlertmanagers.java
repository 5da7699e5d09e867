package io.tocsin.collect.scrape;

import io.tocsin.collect.AlertingConfig.Discovery;
import io.tocsin.collect.AlertingConfig.Places;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.config.TargetGroup;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Alertmanagers that static groups and files name. For one thread.
public final class DiscoveredAlertmanagers implements Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveredAlertmanagers.class);
  private static final String ADDRESS = "__address__";
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__alerts_path__";
  private static final String API = "/api/v2/alerts";

  private final Places places;
  private final FileTargets files;
  private Set<URI> active = Set.of();
  private Set<URI> dropped = Set.of();

  public DiscoveredAlertmanagers(Places places, ReadFiles read) {
    this.places = places;
    this.files = new FileTargets(places.files(), read);
    update();
  }

  @Override
  public boolean refresh() {
    boolean changed = files.refresh();
    if (changed) {
      update();
    }
    return changed;
  }

  @Override
  public List<URI> active() {
    return List.copyOf(active);
  }

  @Override
  public List<URI> dropped() {
    return List.copyOf(dropped);
  }

  private void update() {
    var groups = new ArrayList<>(places.groups());
    groups.addAll(files.groups());
    var found = new LinkedHashSet<URI>();
    var left = new LinkedHashSet<URI>();
    for (var group : groups) {
      for (var address : group.addresses()) {
        var before = labels(group, address);
        var after = places.relabeling().apply(before);
        add(after == null ? before : after, after == null ? left : found);
      }
    }
    active = found;
    dropped = left;
  }

  private Labels labels(TargetGroup group, String address) {
    var labels = new LabelsBuilder();
    labels.set(ADDRESS, address).set(SCHEME, places.scheme()).set(PATH, path());
    group
        .labels()
        .forEach(label -> {
          if (!label.name().equals(ADDRESS)) {
            labels.set(label.name(), label.value());
          }
        });
    return labels.build();
  }

  private String path() {
    var prefix = places.pathPrefix().replaceAll("^/+|/+$", "");
    return prefix.isEmpty() ? API : "/" + prefix + API;
  }

  private static void add(Labels labels, Set<URI> to) {
    var address = labels.value(ADDRESS);
    try {
      if (address.contains("/")) {
        throw new URISyntaxException(address, "a host and port is expected");
      }
      to.add(new URI(labels.value(SCHEME) + "://" + address + labels.value(PATH)));
    } catch (URISyntaxException e) {
      LOG.atError()
          .addKeyValue("address", address)
          .addKeyValue("reason", e.getMessage())
          .log("alertmanager not used");
    }
  }
}
