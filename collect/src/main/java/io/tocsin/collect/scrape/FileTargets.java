package io.tocsin.collect.scrape;

import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.config.ScrapeSettings.FileDiscovery;
import io.tocsin.collect.config.TargetGroup;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The target groups of the files that `file_sd_configs` name. A file that cannot be read keeps the
/// groups it had. For one thread.
final class FileTargets {
  private static final Logger LOG = LoggerFactory.getLogger(FileTargets.class);

  private final List<FileDiscovery> discoveries;
  private final ReadFiles files;
  private final Map<Path, Content> known = new TreeMap<>();

  private record Content(long modifiedMillis, List<TargetGroup> groups) {}

  FileTargets(List<FileDiscovery> discoveries, ReadFiles files) {
    this.discoveries = discoveries;
    this.files = files;
  }

  List<TargetGroup> groups() {
    return known.values().stream().flatMap(content -> content.groups().stream()).toList();
  }

  /// Looks at the files again; tells whether any changed, came or went.
  boolean refresh() {
    var found = new ArrayList<Path>();
    for (var discovery : discoveries) {
      for (var pattern : discovery.patterns()) {
        found.addAll(files.glob(pattern));
      }
    }
    boolean changed = known.keySet().retainAll(found);
    for (var file : found) {
      long modified = files.modifiedMillis(file);
      var old = known.get(file);
      if (old == null || old.modifiedMillis() != modified) {
        known.put(file, content(file, modified, old == null ? List.of() : old.groups()));
        changed = true;
      }
    }
    return changed;
  }

  private Content content(Path file, long modified, List<TargetGroup> old) {
    try {
      var groups = new ArrayList<TargetGroup>();
      for (var node : Yaml.parse(file.toString(), files.read(file)).items()) {
        var group = TargetGroup.read(node, false);
        var labels = group.labels().with("__meta_filepath", file.toString());
        groups.add(new TargetGroup(group.addresses(), labels));
      }
      return new Content(modified, List.copyOf(groups));
    } catch (IOException | ConfigException e) {
      LOG.warn("file_sd_configs: {} is not used: {}", file, e.getMessage());
      return new Content(modified, old);
    }
  }
}
