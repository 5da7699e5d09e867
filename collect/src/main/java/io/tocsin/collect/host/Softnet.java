package io.tocsin.collect.host;

import java.io.IOException;

/// What each processor did with received packets.
final class Softnet implements HostPart {
  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    int row = 0;
    for (var line : files.lines("proc/net/softnet_stat")) {
      var words = HostFiles.words(line);
      if (words.size() < 3) {
        continue;
      }
      var cpu =
          words.size() > 12
              ? Long.toString(Long.parseLong(words.get(12), 16))
              : Integer.toString(row);
      counter(out, "processed", "Number of processed packets.", words.get(0), cpu);
      counter(out, "dropped", "Number of dropped packets.", words.get(1), cpu);
      counter(
          out,
          "times_squeezed",
          "Number of times processing packets ran out of quota.",
          words.get(2),
          cpu);
      row++;
    }
  }

  private static void counter(
      HostSamples out, String name, String help, String hexadecimal, String cpu) {
    out.counter(
        "node_softnet_" + name + "_total",
        help,
        (double) Long.parseLong(hexadecimal, 16),
        "cpu",
        cpu);
  }
}
