package io.tocsin.server;

import io.tocsin.api.StatusSource;
import io.tocsin.model.Labels;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

/// What `/api/v1/status/*` says of this process.
record StatusPage(Configuration configuration, Settings settings, String instance)
    implements StatusSource {
  /// The API that is spoken: Grafana and others switch features by it.
  private static final String PROMETHEUS = "3.14.0";

  @Override
  public String configYaml() {
    return configuration.state().config().text();
  }

  @Override
  public Map<String, String> flags() {
    return settings.flags();
  }

  @Override
  public Labels externalLabels() {
    return configuration.state().config().externalLabels();
  }

  @Override
  public Map<String, Map<String, Boolean>> features() {
    return Features.of(settings);
  }

  @Override
  public Runtime runtime() {
    var machine = ManagementFactory.getRuntimeMXBean();
    var state = configuration.state();
    return new Runtime(
        machine.getStartTime(),
        Path.of("").toAbsolutePath().toString(),
        instance,
        state.succeeded(),
        state.loadedMillis(),
        0,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        java.lang.Runtime.getRuntime().availableProcessors(),
        java.lang.Runtime.getRuntime().maxMemory(),
        settings.text("storage.tsdb.retention.time", "15d"));
  }

  @Override
  public Build build() {
    return new Build(Version.current(), PROMETHEUS, "", "");
  }
}
