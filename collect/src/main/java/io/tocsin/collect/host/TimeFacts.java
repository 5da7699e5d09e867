package io.tocsin.collect.host;

import io.tocsin.kit.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;

/// The time, its zone, and the sources of the kernel's clock.
final class TimeFacts implements HostPart {
  private static final String FOLDER = "sys/devices/system/clocksource/";

  private final Clock clock;

  TimeFacts(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void collect(HostFiles files, HostSamples out) {
    long now = clock.millis();
    out.gauge("node_time_seconds", "System time in seconds since epoch (1970).", now / 1000.0);
    var zone = ZoneId.systemDefault();
    var offset = zone.getRules().getOffset(Instant.ofEpochMilli(now));
    out.gauge(
        "node_time_zone_offset_seconds",
        "System time zone offset in seconds.",
        offset.getTotalSeconds(),
        "time_zone",
        zone.getDisplayName(TextStyle.SHORT, Locale.ROOT).replace("Z", "UTC"));
    for (var source : files.list(FOLDER)) {
      if (source.startsWith("clocksource")) {
        source(files, source, out);
      }
    }
  }

  private static void source(HostFiles files, String source, HostSamples out) {
    var device = source.substring("clocksource".length());
    for (var name :
        HostFiles.words(files.wordOrEmpty(FOLDER + source + "/available_clocksource"))) {
      out.gauge(
          "node_time_clocksource_available_info",
          "Available clocksources read from '/sys/devices/system/clocksource'.",
          1,
          "clocksource",
          name,
          "device",
          device);
    }
    out.gauge(
        "node_time_clocksource_current_info",
        "Current clocksource read from '/sys/devices/system/clocksource'.",
        1,
        "clocksource",
        files.wordOrEmpty(FOLDER + source + "/current_clocksource"),
        "device",
        device);
  }
}
