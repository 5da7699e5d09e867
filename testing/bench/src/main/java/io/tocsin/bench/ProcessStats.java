package io.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the operating system says about one process: CPU time since its start, resident memory now
/// and at its highest.
record ProcessStats(double cpuSeconds, long residentBytes, long peakBytes) {
  // USER_HZ: fixed at 100 for every program on Linux, whatever the kernel's own tick is.
  private static final double TICKS_PER_SECOND = 100;

  static ProcessStats read(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name of the program stands in brackets and may hold spaces; count from behind it.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    long resident = 0;
    long peak = 0;
    for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = kilobytes(line);
      } else if (line.startsWith("VmHWM:")) {
        peak = kilobytes(line);
      }
    }
    return new ProcessStats(ticks / TICKS_PER_SECOND, resident, peak);
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
  }
}
