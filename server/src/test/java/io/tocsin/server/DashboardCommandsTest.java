package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardCommandsTest {
  @TempDir private Path folder;

  private String file(String name, String panels) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(file, "{\"title\": \"T\", \"panels\": [" + panels + "]}");
    return file.toString();
  }

  @Test
  void aLineForEachFileWhatIsMissingBelowItAndATotal() throws Exception {
    var good = file("good.json", "{\"type\": \"text\", \"id\": 1}, {\"type\": \"row\", \"id\": 2}");
    var part =
        file(
            "part.json",
            "{\"type\": \"odd\", \"id\": 1, \"title\": \"Odd\"},{\"type\": \"stat\", \"id\": 2,"
                + " \"datasource\": {\"type\": \"loki\"}, \"targets\": [{\"expr\": \"x\"}]}");

    var run = CommandRun.of("dashboards", "check", good, part);

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            good + ": 2 of 2 panels",
            part + ": 0 of 1 panels, 1 later",
            "  panel 1 \"Odd\": dropped: type: odd (no such visualisation)",
            "  panel 2: later: asks loki",
            "total: 2 of 3 panels, 1 later; 1 of 2 files whole");
  }

  @Test
  void onlyAFileThatCannotBeReadFails() throws Exception {
    var bad = folder.resolve("bad.json");
    Files.writeString(bad, "{");

    var run =
        CommandRun.of(
            "dashboards", "check", bad.toString(), folder.resolve("none.json").toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("bad.json: bad: json: at 1")
        .contains("none.json: bad: no such file or directory")
        .endsWith("total: 0 of 0 panels, 0 later; 0 of 0 files whole, 2 unreadable\n");
  }

  @Test
  void ownFilesAreCheckedWithTheirLines() throws Exception {
    var own = folder.resolve("own.yml");
    Files.writeString(own, "dashboard: 1\nuid: a\ntitle: A\npanles: []\n");

    var run = CommandRun.of("dashboards", "check", own.toString());

    assertThat(run.out())
        .startsWith(own + ": bad: " + own + ":4: panles: unknown key (expected: panels)");
  }

  @Test
  void whatCannotBeMeantIsRefused() throws Exception {
    assertThat(CommandRun.of("dashboards", "check").exit()).isEqualTo(2);
    assertThat(CommandRun.of("dashboards", "export", "a", "--format", "xml").err())
        .contains("format: xml (expected: yaml, json, grafana)");
    assertThat(CommandRun.of("dashboards", "import").err()).contains("no file (expected: FILE...)");
  }
}
