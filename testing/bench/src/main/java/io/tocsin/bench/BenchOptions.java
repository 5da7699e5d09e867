package io.tocsin.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line: a command, then `--name value` pairs, some of which may be repeated.
record BenchOptions(String command, Map<String, List<String>> values) {
  static final String USAGE =
      """
      usage: run COMMAND [OPTION VALUE]...

      commands
        all            everything down to dashboards, and the gates
        first          the next seven, and the gates
        startup        cold start to ready, empty
        scrape         1 M series by scraping: cost, memory, disk, kill -9
        memory         the same with 100 k series (a tenth of the targets)
        remote-write   many series pushed: cost, memory, disk, kill -9
        queries        14 questions over two hours; pushes what they need
        disk           bytes per sample in each peer's final form
        restart        kill -9 half-way through a push, acknowledged samples counted
        store          the next six
        histograms     classic and native histograms: disk, memory, quantiles
        churn          a fifth of the series replaced every hour: memory over time, disk, questions
        out-of-order   a fifth of the samples up to an hour late, against the same in order
        deletes        a tenth of the series deleted by request: time, disk, answers
        compaction     questions during steady ingest, without and with compactions
        dashboards     every query of Node Exporter Full during ingest
        alerts         10,000 alerts in 100 groups, beside Alertmanager; needs no tape
        latency        from a rule that turns true to the receiver; needs no tape
        record         records a tape from node_exporter
        farm           serves the tape as targets, as scrape has it done

      options
        --tocsin DIR         Tocsin's distribution directory (with bin/tocsin)
        --prometheus PATH    a Prometheus; may be repeated; gates use the last (default: on PATH)
        --victoria PATH      a VictoriaMetrics; may be repeated (default: on PATH)
        --alertmanager PATH  an Alertmanager for alerts; may be repeated (default: on PATH)
        --only KINDS         of tocsin,prometheus,victoria,alertmanager (default: all)
        --size small|full    small shows that it works; full measures (default: full)
        --tape FILE          the tape to replay (default: node.tape.gz in the cache directory)
        --cache DIR          where tapes lie (default: ~/.cache/tocsin-bench)
        --conformance DIR    public dashboards (default: ../shared/conformance of the checkout)
        --work DIR           where peers keep data (default: a new temporary directory)
        --report FILE        where the tables go as well
        --scrapes N          record: how many (default: 600)
        --interval SECONDS   record: how far apart (default: 10)
        --exporter PATH      record: the exporter (default: prometheus-node-exporter on PATH)
        --targets N          farm: how many
      """;

  /// The command that measures the notifying part, beside peers of its own.
  static final String ALERTS = "alerts";

  /// The command that measures rules and the notifying part together.
  static final String LATENCY = "latency";

  private static final String EVERY_KIND = "tocsin,prometheus,victoria,alertmanager";

  private static final Set<String> NAMES =
      Set.of(
          "tocsin",
          "prometheus",
          "victoria",
          "alertmanager",
          "only",
          "size",
          "tape",
          "cache",
          "conformance",
          "work",
          "report",
          "scrapes",
          "interval",
          "exporter",
          "targets");

  static BenchOptions parse(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
      throw new IllegalArgumentException("command: missing (expected: one of those in the usage)");
    }
    var values = new LinkedHashMap<String, List<String>>();
    for (int i = 1; i < arguments.size(); i += 2) {
      var argument = arguments.get(i);
      var name = argument.replaceFirst("^--", "");
      if (name.equals(argument) || !NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "option: " + argument + " (expected: one of those in the usage)");
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(argument + ": nothing (expected: a value)");
      }
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(arguments.get(i + 1));
    }
    return new BenchOptions(arguments.getFirst(), values);
  }

  String text(String name, String fallback) {
    return values.getOrDefault(name, List.of(fallback)).getLast();
  }

  int number(String name, int fallback) {
    var text = text(name, Integer.toString(fallback));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(name + ": " + text + " (expected: a whole number)");
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Path cacheDir() {
    return Path.of(
        text(
            "cache",
            Path.of(System.getProperty("user.home"), ".cache", "tocsin-bench").toString()));
  }

  Path tape() {
    return Path.of(text("tape", cacheDir().resolve("node.tape.gz").toString()));
  }

  /// Where public dashboards lie: the option, else the property that the tests know too.
  Path conformance() {
    return Path.of(text("conformance", System.getProperty("tocsin.conformance", "")));
  }

  /// Those who take part, Prometheus first since its answers are the reference.
  List<Peer> peers() {
    var kinds = new HashSet<>(List.of(text("only", EVERY_KIND).split(",", -1)));
    var peers = new ArrayList<Peer>();
    if (command.equals(ALERTS)) {
      kinds.removeAll(Set.of("prometheus", "victoria"));
    } else {
      kinds.removeAll(
          command.equals(LATENCY) ? Set.of("alertmanager", "victoria") : Set.of("alertmanager"));
    }
    if (kinds.contains("alertmanager")) {
      binaries("alertmanager", "prometheus-alertmanager")
          .forEach(path -> peers.add(Peer.of(Peer.Kind.ALERTMANAGER, path)));
    }
    if (kinds.contains("prometheus")) {
      binaries("prometheus", "prometheus")
          .forEach(path -> peers.add(Peer.of(Peer.Kind.PROMETHEUS, path)));
    }
    if (kinds.contains("victoria")) {
      binaries("victoria", "victoria-metrics")
          .forEach(path -> peers.add(Peer.of(Peer.Kind.VICTORIA, path)));
    }
    if (kinds.contains("tocsin") && has("tocsin")) {
      var binary = Path.of(text("tocsin", "")).resolve("bin").resolve("tocsin").toAbsolutePath();
      peers.add(Peer.of(Peer.Kind.TOCSIN, binary));
    }
    if (peers.isEmpty()) {
      throw new IllegalArgumentException("peers: none (expected: at least one, see --only)");
    }
    return peers;
  }

  /// The Alertmanager that stands behind a Prometheus.
  Peer alertmanager() {
    var last = binaries("alertmanager", "prometheus-alertmanager").getLast();
    return Peer.of(Peer.Kind.ALERTMANAGER, last);
  }

  /// Whether the command replays a tape.
  boolean needsTape() {
    return !command.equals(ALERTS) && !command.equals(LATENCY);
  }

  /// The program called `name` on the search path.
  static Path onPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(dir -> Path.of(dir, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                name + ": not found (expected: on PATH, or its path as an option)"));
  }

  private List<Path> binaries(String option, String program) {
    return has(option)
        ? values.getOrDefault(option, List.of()).stream().map(Path::of).toList()
        : List.of(onPath(program));
  }
}
