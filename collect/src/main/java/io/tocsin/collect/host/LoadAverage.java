package io.tocsin.collect.host;

import java.io.IOException;

/// The three load averages.
final class LoadAverage implements HostPart {
  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    var words = HostFiles.words(files.text("proc/loadavg"));
    out.gauge("node_load1", "1m load average.", Double.parseDouble(words.get(0)));
    out.gauge("node_load5", "5m load average.", Double.parseDouble(words.get(1)));
    out.gauge("node_load15", "15m load average.", Double.parseDouble(words.get(2)));
  }
}
