package io.tocsin.collect.host;

import java.io.IOException;

/// Temperatures of thermal zones, where there are any.
final class Temperatures implements HostPart {
  private static final String FOLDER = "sys/class/thermal/";

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var zone : files.list(FOLDER)) {
      var milli = zone.startsWith("thermal_zone") ? files.wordOrEmpty(FOLDER + zone + "/temp") : "";
      if (!milli.isEmpty()) {
        out.gauge(
            "node_thermal_zone_temp",
            "Zone temperature in Celsius.",
            Long.parseLong(milli) / 1000.0,
            "type",
            files.wordOrEmpty(FOLDER + zone + "/type"),
            "zone",
            zone.substring("thermal_zone".length()));
      }
    }
  }
}
