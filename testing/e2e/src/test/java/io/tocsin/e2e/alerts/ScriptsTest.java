package io.tocsin.e2e.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.e2e.Dist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A real Alertmanager and this program in its place are told the same and tell the same: the same
/// alerts of the same groups to the same receivers, in the same order, half a second apart at most.
/// Takes five minutes: only where `tocsin.scripts` is set.
@EnabledIfSystemProperty(named = "tocsin.scripts", matches = ".+")
final class ScriptsTest {
  private static final Path SCRIPTS =
      Dist.ROOT.resolve("alerting/notify/src/test/resources/scripts");
  private static final Path ALERTMANAGER =
      Path.of(System.getProperty("tocsin.alertmanager", "/usr/bin/prometheus-alertmanager"));
  private static final double APART_SECONDS = 0.5;

  @TempDir Path folder;

  static Stream<String> scripts() throws IOException {
    try (var files = Files.list(SCRIPTS)) {
      var real = new ArrayList<String>();
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".yml") && Script.read(file).isReal()) {
          real.add(name);
        }
      }
      return real.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void bothTellTheSame(String name) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(ALERTMANAGER), ALERTMANAGER + " is not installed");
    var script = Script.read(SCRIPTS.resolve(name));
    var theirs = new Play(script, List.of(ALERTMANAGER.toString()), folder.resolve("theirs"));
    var ours =
        new Play(
            script, List.of(Dist.launcher().toString(), "alertmanager"), folder.resolve("ours"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var their = threads.submit(theirs);
      var our = threads.submit(ours);
      var wanted = their.get();
      var got = our.get();
      isExpected(script, wanted);
      assertThat(got.keySet()).isEqualTo(wanted.keySet());
      got.forEach((to, told) -> same(to, told, wanted.getOrDefault(to, List.of()), script));
    }
  }

  private static void same(String to, List<At> got, List<At> wanted, Script script) {
    assertThat(got.stream().map(At::what).toList())
        .as(to)
        .isEqualTo(wanted.stream().map(At::what).toList());
    for (int i = 0; i < got.size(); i++) {
      assertThat(Math.abs(got.get(i).seconds - wanted.get(i).seconds))
          .as("%s at %s, there at %s", to, got.get(i).seconds, wanted.get(i).seconds)
          .isLessThan(APART_SECONDS + script.slack());
    }
  }

  /// What the script expects is what the real one does.
  private static void isExpected(Script script, Map<String, List<At>> told) {
    var expected = new TreeMap<String, List<At>>();
    for (var each : script.expected()) {
      expected
          .computeIfAbsent(each.to(), _ -> new ArrayList<>())
          .add(new At(each.what(), each.at()));
    }
    assertThat(told.keySet()).isEqualTo(expected.keySet());
    told.forEach((to, all) -> same(to, all, expected.getOrDefault(to, List.of()), script));
  }

  /// What was told, and when since the script's start.
  private record At(String what, double seconds) {}

  /// Returns what was told by webhook and group.
  private record Play(Script script, List<String> program, Path folder)
      implements Callable<Map<String, List<At>>> {
    @Override
    public Map<String, List<At>> call() throws Exception {
      try (var recorder = new Recorder();
          var notifier = new Notifier(program, folder, recorder.addressed(script.config()))) {
        var outcome = Performance.play(script, notifier, recorder);
        var told = new TreeMap<String, List<At>>();
        for (var each : outcome.told()) {
          double seconds = (each.nanos() - outcome.startNanos()) / 1e9;
          told.computeIfAbsent(each.to(), _ -> new ArrayList<>()).add(new At(each.what(), seconds));
        }
        return told;
      }
    }
  }
}
