package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The packs' rules are good, and do what their unit tests say.
class PacksTest {
  private static final Path PACKS = Dist.ROOT.resolve("packs");

  /// Twenty seconds on two free processors.
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static Command run(String verb, String folder) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of(verb, "rules"));
    try (var found = Files.walk(PACKS)) {
      found
          .filter(file -> String.valueOf(file.getParent().getFileName()).equals(folder))
          .map(Path::toString)
          .filter(file -> file.endsWith(".yml"))
          .sorted()
          .forEach(words::add);
    }
    assertThat(words).hasSizeGreaterThan(10);
    return Command.tocsinWithin(LIMIT, words.toArray(String[]::new));
  }

  @Test
  void theirRulesAreGood() throws Exception {
    var run = run("check", "rules");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void theirUnitTestsPass() throws Exception {
    var run = run("test", "tests");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    System.out.println("tocsin test rules packs/*/tests/*.yml: " + run.millis() + " ms");
  }
}
