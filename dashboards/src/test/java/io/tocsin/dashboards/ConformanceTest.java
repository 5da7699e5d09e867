package io.tocsin.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// Boards of public projects, where they are at hand.
class ConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"), "grafana");

  private static List<BoardFile> boards() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not there: nothing to hold against");
    var boards = new ArrayList<BoardFile>();
    try (var files = Files.newDirectoryStream(FOLDER, "*.json")) {
      for (var file : files) {
        boards.add(BoardFile.read(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return boards;
  }

  @Test
  void nearlyAllPanelsAreDrawnWhole() throws IOException {
    int panels = 0;
    int rendered = 0;
    int whole = 0;
    int withoutLater = 0;
    for (var board : boards()) {
      var report = board.report();
      panels += report.panels();
      rendered += report.rendered();
      withoutLater += report.later() == 0 ? 1 : 0;
      whole += report.later() == 0 && report.rendered() == report.panels() ? 1 : 0;
    }
    Logger.getLogger("conformance")
        .info(rendered + " of " + panels + " panels, " + whole + " of " + withoutLater + " boards");
    assertThat(rendered).isGreaterThanOrEqualTo(panels * 98 / 100);
    assertThat(whole).isGreaterThanOrEqualTo(withoutLater * 95 / 100);
  }

  @Test
  void theyReadBackToTheSameInEveryForm() throws IOException {
    for (var board : boards()) {
      var own = board.dashboard();

      assertThat(Dashboard.read("own.yml", own.yaml())).isEqualTo(own);
      assertThat(Dashboard.read("own.json", own.json())).isEqualTo(own);
      assertThat(BoardFile.read("grafana.json", own.grafana()).dashboard()).isEqualTo(own);
    }
  }
}
