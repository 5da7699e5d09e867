package io.tocsin.collect.config;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.kit.YamlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a whole `prometheus.yml`.
public final class ConfigParser {
  private static final Pattern RULE_PATH = Pattern.compile("[^*]*(\\*[^/]*)?");

  /// Keys whose values are not shown; `key` and `secrets` are those of `tls_config` and headers.
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "credentials",
          "bearer_token",
          "client_secret",
          "client_certificate_key",
          "certificate_password",
          "secret_key",
          "secrets",
          "key",
          "key_passphrase",
          "token",
          "auth_token",
          "application_secret",
          "application_credential_secret",
          "consumer_key",
          "private_key",
          "service_account_key");

  private final ReadContext context;
  private final Set<String> jobs = new HashSet<>();
  private final List<ScrapeSettings> scrapes = new ArrayList<>();

  private ConfigParser(ReadContext context) {
    this.context = context;
  }

  /// Reads `text`, which stands in the file `name`.
  ///
  /// @throws ConfigException if it is refused
  public static PrometheusConfig parse(String name, String text, ReadFiles files) {
    var context = ReadContext.of(name, files, new ArrayList<>());
    return new ConfigParser(context).config(text);
  }

  /// Tells whether what stands under a key is not to be shown.
  static boolean isSecret(String key) {
    return SECRETS.contains(key);
  }

  private PrometheusConfig config(String text) {
    var tree = Yaml.parse(context.file(), text);
    var root = tree.section();
    var globalNode = root.find("global");
    var global =
        new GlobalReader(context)
            .read((globalNode == null ? YamlNode.empty(context.file()) : globalNode).section());
    var ruleFiles = ruleFiles(root);
    var storage = new StorageReader(context).read(root);
    scrapes(context, root, global);
    scrapeFiles(root, global);
    var alerting = new AlertingReader(context).read(root);
    new RemoteReader(context).read(root);
    new TelemetryReader(context).read(root, global.utf8Names());
    // The server's own section, which the server reads.
    root.find("tocsin");
    root.done();
    return new PrometheusConfig(
        YamlText.masked(tree, ConfigParser::isSecret),
        List.copyOf(scrapes),
        global.evaluationIntervalMillis(),
        global.ruleQueryOffsetMillis(),
        global.utf8Names(),
        global.externalLabels(),
        ruleFiles,
        alerting,
        storage.retentionMillis(),
        storage.retentionBytes(),
        storage.outOfOrderMillis(),
        storage.staleThreshold(),
        storage.maxExemplars(),
        List.copyOf(context.warnings()));
  }

  private void scrapes(ReadContext from, YamlSection section, GlobalSettings global) {
    for (var node : section.list("scrape_configs")) {
      var settings = new ScrapeReader(from, global).read(node);
      if (!jobs.add(settings.jobName())) {
        throw node.refusal("job_name: " + settings.jobName() + " comes twice");
      }
      scrapes.add(settings);
    }
  }

  private void scrapeFiles(YamlSection root, GlobalSettings global) {
    for (var pattern : root.list("scrape_config_files")) {
      for (var file : matches(pattern)) {
        var from = ReadContext.of(file.toString(), context.files(), context.warnings());
        try {
          var section = Yaml.parse(file.toString(), context.files().read(file)).section();
          scrapes(from, section, global);
          section.done();
        } catch (IOException e) {
          throw new ConfigException(file + ":1: cannot be read: " + e.getMessage(), e);
        }
      }
    }
  }

  private List<Path> ruleFiles(YamlSection root) {
    var found = new ArrayList<Path>();
    for (var pattern : root.list("rule_files")) {
      found.addAll(matches(pattern));
    }
    return List.copyOf(new LinkedHashSet<>(found));
  }

  private List<Path> matches(YamlNode pattern) {
    if (!RULE_PATH.matcher(pattern.text()).matches()) {
      throw pattern.refuse("a path with * only in its last part");
    }
    var path = context.resolve(pattern.text()).toString();
    var found = context.files().glob(path);
    if (found.isEmpty()) {
      context.warn(pattern, path + " matches no file");
    }
    return found;
  }
}
