package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A person's way through the pages in a real browser; the pictures are in target/screens.
@Order(100)
@ExtendWith(SharedServer.class)
class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path UI = Dist.ROOT.resolve("ui/src/main/ui");
  private static final Path MODULE = Dist.ROOT.resolve("testing/e2e");

  @TempDir Path folder;

  @Test
  void thePagesWorkFromHomeToExploreToTargets(Tocsin tocsin) throws Exception {
    // A line needs points, and a rate two readings of them.
    Eventually.get(
        Duration.ofSeconds(60),
        () -> tocsin.web().query("count_over_time(up{job=\"node\"}[10m])"),
        n -> n.size() == 1 && n.value() >= 4);
    journey("journey.mjs", tocsin.url());
  }

  @Test
  void aPageOutlivesItsServer() throws Exception {
    journey("lost.mjs", Dist.launcher().toString(), folder.resolve("data").toString());
  }

  @Test
  void withUsersEverybodySignsInAndIsRefusedWhatTheRoleDoesNotGive() throws Exception {
    journey("access.mjs", Dist.launcher().toString(), folder.resolve("data").toString());
  }

  /// Runs a journey, whose last words are where the pages' packages are and where its pictures go.
  private static void journey(String script, String... words) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Assumptions.assumeTrue(
        Files.isDirectory(UI.resolve("node_modules/playwright-core")),
        "playwright-core is not there (it comes with the build of ui)");
    var line =
        new ArrayList<>(List.of("node", MODULE.resolve("src/test/browser/" + script).toString()));
    line.addAll(List.of(words));
    line.add(UI.toString());
    line.add(MODULE.resolve("target/screens").toString());
    var journey =
        Command.run(
            "",
            Path.of("/usr/bin/env"),
            Map.of("CHROMIUM", CHROMIUM.toString()),
            line.toArray(String[]::new));
    System.out.println(journey.out());
    assertThat(journey.exit()).as(journey.out() + journey.err()).isZero();
  }
}
