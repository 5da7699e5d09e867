package io.tocsin.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.api.ProvidedBoards.Provided;
import io.tocsin.collect.ReadFiles;
import io.tocsin.dashboards.Dashboard;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardFilesTest {
  private static final String BOARD = "dashboard: 1\nuid: UID\ntitle: T\npanels: []\n";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);

  private void write(String name, String text, long modified) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
  }

  @Test
  void filesAreReadAndReadAgainWhenTheyChange() throws IOException {
    write("a.yaml", BOARD.replace("UID", "a"), 1_000);
    write("bad.yaml", "dashboard: 2\n", 1_000);
    var own = Dashboard.read("own", BOARD.replace("UID", "own"));
    var boards =
        new BoardFiles(
            List.of(folder + "/*.yaml", folder + "/none/*.json"),
            ReadFiles.disk(),
            () -> List.of(own),
            clock);
    assertThat(boards.all()).extracting(Provided::source).containsExactly("file", "built-in");
    assertThat(boards.all().getFirst().folder()).isEqualTo(folder.getFileName().toString());
    write("a.yaml", BOARD.replace("UID", "changed"), 2_000);
    write("bad.yaml", BOARD.replace("UID", "good"), 2_000);
    assertThat(boards.all()).hasSize(2);
    clock.advance(Duration.ofSeconds(5));
    assertThat(boards.all())
        .extracting(board -> board.dashboard().uid())
        .containsExactly("changed", "good", "own");
    Files.delete(folder.resolve("a.yaml"));
    clock.advance(Duration.ofSeconds(5));
    assertThat(boards.all()).hasSize(2);
  }
}
