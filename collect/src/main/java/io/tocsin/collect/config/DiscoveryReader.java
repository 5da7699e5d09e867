package io.tocsin.collect.config;

import io.tocsin.collect.config.ScrapeSettings.FileDiscovery;
import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `static_configs` and every kind of `*_sd_configs`. Kinds that are not acted on are checked
/// key by key all the same.
final class DiscoveryReader {
  private static final Pattern FILE_PATTERN =
      Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");
  private static final long REFRESH_MILLIS = 300_000;

  private final ReadContext context;

  DiscoveryReader(ReadContext context) {
    this.context = context;
  }

  /// Where the targets of a pool come from.
  record Discovery(List<TargetGroup> staticGroups, List<FileDiscovery> files) {}

  /// @param checkAddresses whether a URL as an address is refused; relabelling could repair it
  Discovery read(YamlSection section, boolean checkAddresses) {
    var groups = new ArrayList<TargetGroup>();
    for (var node : ReadContext.full(section.list("static_configs"))) {
      groups.add(TargetGroup.read(node, checkAddresses));
    }
    var files = new ArrayList<FileDiscovery>();
    for (var node : ReadContext.full(section.list("file_sd_configs"))) {
      files.add(fileDiscovery(node));
    }
    for (var kind : DiscoverySchema.KINDS.entrySet()) {
      var key = kind.getKey() + "_sd_configs";
      for (var node : ReadContext.full(section.list(key))) {
        checked(kind.getKey(), kind.getValue(), node);
      }
      context.unsupported(section, key);
    }
    return new Discovery(List.copyOf(groups), List.copyOf(files));
  }

  private FileDiscovery fileDiscovery(YamlNode node) {
    var section = node.section();
    var patterns = new ArrayList<String>();
    for (var file : section.list("files")) {
      if (!FILE_PATTERN.matcher(file.text()).matches()) {
        throw file.refuse("a path that ends in .json, .yml or .yaml, * only in its last part");
      }
      var pattern = context.resolve(file.text()).toString();
      if (context.files().glob(pattern).isEmpty()) {
        context.warn(file, pattern + " matches no file");
      }
      patterns.add(pattern);
    }
    if (patterns.isEmpty()) {
      throw node.refusal("files is missing");
    }
    long refresh = section.durationMillis("refresh_interval", REFRESH_MILLIS);
    section.done();
    return new FileDiscovery(List.copyOf(patterns), refresh);
  }

  private void checked(String kind, Map<String, String> keys, YamlNode node) {
    var section = node.section();
    boolean http = HttpReader.isSet(section);
    if (keys.containsKey("<http>")) {
      DiscoveryChecks.beforeHttp(kind, section);
      new HttpReader(context.place()).read(section);
    }
    for (var key : keys.entrySet()) {
      if (!key.getKey().equals("<http>")) {
        check(section, key.getKey(), key.getValue());
      }
    }
    DiscoveryChecks.check(kind, section, http);
    section.done();
  }

  private void check(YamlSection section, String key, String type) {
    switch (type) {
      case "text" -> section.text(key, "");
      case "whole" -> section.integer(key, 0);
      case "bool" -> section.bool(key, false);
      case "time" -> section.durationMillis(key, 0);
      case "texts" -> section.texts(key);
      case "map" -> section.textMap(key);
      case "tls" -> {
        if (section.has(key)) {
          new HttpReader(context.place()).tls(section.require(key).section());
        }
      }
      case "sections" -> section.list(key).forEach(YamlNode::entries);
      case "section" -> {
        if (section.has(key)) {
          section.require(key).section();
        }
      }
      default -> throw new IllegalStateException("schema type: " + type);
    }
  }
}
