package io.tocsin.collect.host;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// Processes and threads and their limits. States are read from one file per process, so only on
/// hosts where that stays cheap.
final class Processes implements HostPart {
  private static final int MOST_STATES = 1000;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    var pids =
        files.list("proc").stream().filter(name -> Character.isDigit(name.charAt(0))).toList();
    out.gauge("node_processes_pids", "Number of PIDs.", pids.size());
    var load = HostFiles.words(files.text("proc/loadavg"));
    var threads = load.get(3);
    out.gauge(
        "node_processes_threads",
        "Allocated threads in system.",
        Double.parseDouble(threads.substring(threads.indexOf('/') + 1)));
    out.gauge(
        "node_processes_max_threads",
        "Limit of threads in the system.",
        files.number("proc/sys/kernel/threads-max"));
    out.gauge(
        "node_processes_max_processes",
        "Number of max PIDs limit.",
        files.number("proc/sys/kernel/pid_max"));
    if (pids.size() <= MOST_STATES) {
      var states = new TreeMap<>(Map.of("R", 0, "S", 0, "D", 0, "Z", 0, "T", 0, "I", 0));
      for (var pid : pids) {
        var stat = files.wordOrEmpty("proc/" + pid + "/stat");
        int name = stat.lastIndexOf(')');
        if (name > 0 && name + 2 < stat.length()) {
          states.merge(stat.substring(name + 2, name + 3), 1, Integer::sum);
        }
      }
      states.forEach((state, count) ->
          out.gauge(
              "node_processes_state", "Number of processes in each state.", count, "state", state));
    }
  }
}
