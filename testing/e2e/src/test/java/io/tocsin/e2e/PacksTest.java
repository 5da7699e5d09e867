package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The packs' rules are good, and do what their unit tests say: two processes at a time share the
/// files.
class PacksTest {
  private static final Path PACKS = Dist.ROOT.resolve("packs");
  private static final int AT_ONCE = 3;

  private static List<String> files(String folder) throws IOException {
    try (var found = Files.walk(PACKS)) {
      return found
          .filter(file -> String.valueOf(file.getParent().getFileName()).equals(folder))
          .map(Path::toString)
          .filter(file -> file.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  private static Command run(String verb, List<String> files)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of(verb, "rules"));
    words.addAll(files);
    return Command.tocsin(words.toArray(String[]::new));
  }

  @Test
  void theirRulesAreGood() throws Exception {
    var run = run("check", files("rules"));
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void theirUnitTestsPass() throws Exception {
    var all = files("tests");
    assertThat(all).hasSizeGreaterThan(10);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var runs = new ArrayList<Callable<Command>>();
      for (int i = 0; i < all.size(); i += AT_ONCE) {
        var some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
        runs.add(() -> run("test", some));
      }
      for (var run : threads.invokeAll(runs)) {
        var done = run.get();
        assertThat(done.exit()).as(done.out() + done.err()).isZero();
      }
    }
  }
}
