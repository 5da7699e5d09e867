package io.tocsin.server;

import io.tocsin.api.Health;
import io.tocsin.collect.TargetSource;
import io.tocsin.kit.Clock;
import io.tocsin.tsdb.Tsdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The state of this process' parts, as `/health` shows it.
final class HealthChecks implements Health {
  private static final long DISK_LOW_BYTES = 1L << 30;
  private static final double DISK_LOW_SHARE = 0.05;
  private static final long MEMORY_LOW_PERCENT = 90;

  private final Tsdb tsdb;
  private final TargetSource targets;
  private final Configuration configuration;
  private final Disk disk;
  private final Clock clock;
  private final long startedMillis;

  /// How much room the data directory's file system has, so that a test can fill it.
  interface Disk {
    long usableBytes() throws IOException;

    long totalBytes() throws IOException;

    static Disk of(Path folder) {
      return new Disk() {
        @Override
        public long usableBytes() throws IOException {
          return Files.getFileStore(folder).getUsableSpace();
        }

        @Override
        public long totalBytes() throws IOException {
          return Files.getFileStore(folder).getTotalSpace();
        }
      };
    }
  }

  HealthChecks(
      Tsdb tsdb, TargetSource targets, Configuration configuration, Disk disk, Clock clock) {
    this.tsdb = tsdb;
    this.targets = targets;
    this.configuration = configuration;
    this.disk = disk;
    this.clock = clock;
    this.startedMillis = clock.millis();
  }

  @Override
  public List<Component> components(Question question) {
    var components = new ArrayList<Component>();
    switch (question) {
      case LIVE -> components.add(process());
      case READY -> {
        components.add(store());
        components.add(disk());
        components.add(memory());
      }
      case DEPENDENCIES -> {
        components.add(disk());
        components.add(targets());
      }
      case ALL -> {
        components.add(process());
        components.add(store());
        components.add(disk());
        components.add(memory());
        components.add(configuration());
        components.add(targets());
      }
    }
    return components;
  }

  private Component process() {
    long seconds = (clock.millis() - startedMillis) / 1000;
    return new Component("process", State.HEALTHY, "up for " + seconds + " s");
  }

  private Component store() {
    var state = tsdb.state();
    return switch (state.mode()) {
      case OK -> new Component("store", State.HEALTHY, "takes samples");
      case DAMAGED ->
          new Component("store", State.DEGRADED, "takes samples, but: " + state.reason());
      case READ_ONLY -> new Component("store", State.FAILING, "read-only: " + state.reason());
    };
  }

  private Component disk() {
    try {
      long usable = disk.usableBytes();
      long total = Math.max(1, disk.totalBytes());
      var left = (usable >> 20) + " MiB of " + (total >> 20) + " MiB left";
      boolean low = usable < DISK_LOW_BYTES || usable < total * DISK_LOW_SHARE;
      return new Component("disk", low ? State.DEGRADED : State.HEALTHY, left);
    } catch (IOException e) {
      return new Component("disk", State.FAILING, String.valueOf(e.getMessage()));
    }
  }

  private static Component memory() {
    var runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    long percent = used * 100 / runtime.maxMemory();
    var says = "heap " + percent + " % of " + (runtime.maxMemory() >> 20) + " MiB";
    return new Component(
        "memory", percent > MEMORY_LOW_PERCENT ? State.DEGRADED : State.HEALTHY, says);
  }

  private Component configuration() {
    return configuration.state().succeeded()
        ? new Component("configuration", State.HEALTHY, "the file is in force")
        : new Component(
            "configuration", State.DEGRADED, "the file is bad; the one before it is in force");
  }

  private Component targets() {
    int down = 0;
    int unknown = 0;
    var active = targets.active();
    for (var target : active) {
      switch (target.health()) {
        case UP -> {}
        case DOWN -> down++;
        case UNKNOWN -> unknown++;
      }
    }
    if (down > 0) {
      var says = down + " of " + active.size() + " down";
      return new Component("targets", State.DEGRADED, says);
    }
    var says = active.size() - unknown + " up";
    return new Component(
        "targets", State.HEALTHY, unknown == 0 ? says : says + ", " + unknown + " not asked yet");
  }
}
