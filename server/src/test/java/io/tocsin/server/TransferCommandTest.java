package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferCommandTest {
  private static final String TEXT =
      """
      # TYPE jobs counter
      jobs_total{queue="a"} 1 1700000000
      jobs_total{queue="a"} 2 1700000015.25
      jobs_total{queue="b"} 7 1700000000
      # EOF
      """;

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String dump() throws InterruptedException {
    return CommandRun.of("tsdb", "dump", path("data")).out();
  }

  @Test
  void textFromStandardInputIsImportedAndExportedAgain() throws Exception {
    var run = CommandRun.reading(TEXT, "tsdb", "import", "-", "--data", path("data"));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("imported: 2 series, 3 samples, 1 blocks, 2023-11-14T22:13:20Z to ");
    assertThat(dump().lines())
        .containsExactly(
            "{__name__=\"jobs_total\", queue=\"a\"} 1 1700000000000",
            "{__name__=\"jobs_total\", queue=\"a\"} 2 1700000015250",
            "{__name__=\"jobs_total\", queue=\"b\"} 7 1700000000000");
    var text =
        CommandRun.of(
            "tsdb",
            "export",
            "--format=openmetrics",
            "--data",
            path("data"),
            "--to",
            "-",
            "--match",
            "{queue=\"a\"}",
            "--min-time",
            "2023-11-14T22:13:30Z");
    assertThat(text.out()).isEqualTo("jobs_total{queue=\"a\"} 2 1700000015.25\n# EOF\n");
    var blocks = CommandRun.of("tsdb", "export", "--data", path("data"), "--to", path("blocks"));
    assertThat(blocks.out()).contains("exported: 2 series, 3 samples, 1 blocks");
    var again = CommandRun.of("tsdb", "import", path("blocks"), "--data", path("data"));
    assertThat(again.out()).contains("there already: 3 samples", "imported: 0 series, 0 samples");
    var other = CommandRun.of("tsdb", "import", path("blocks"), "--data", path("other"));
    assertThat(other.out()).contains("imported: 2 series, 3 samples");
  }

  @Test
  void compressedTextIsKnownByItsFirstBytes() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    var file = Files.write(folder.resolve("text"), bytes.toByteArray());
    var run = CommandRun.of("tsdb", "import", file.toString(), "--data", path("data"));
    assertThat(run.out()).contains("imported: 2 series, 3 samples");
  }

  @Test
  void textThatIsWrongLeavesNothingBehind() throws Exception {
    var file = Files.writeString(folder.resolve("bad.om"), TEXT.replace("7 17", "x 17"));
    var run = CommandRun.of("tsdb", "import", file.toString(), "--data", path("data"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("bad.om: line 4: value: \"x\" (expected: a number)");
    assertThat(dump()).isEmpty();
    try (var files = Files.list(folder.resolve("data/tsdb"))) {
      assertThat(files.map(each -> each.getFileName().toString())).containsExactly("lock");
    }
  }

  @Test
  void whatIsMissingOrWrongIsNamed() throws IOException, InterruptedException {
    assertThat(CommandRun.of("tsdb", "import", "--data", "x").err())
        .contains("0 operands (expected: a data directory of Prometheus");
    assertThat(CommandRun.of("tsdb", "import", path("none"), "--data", "x").err())
        .contains("no such file or directory");
    var source = Files.createDirectories(folder.resolve("empty")).toString();
    assertThat(CommandRun.of("tsdb", "import", source).err()).contains("--data: missing");
    assertThat(CommandRun.of("tsdb", "import", source, "--data", path("data")).err())
        .contains("no blocks and no log (expected: a data directory of Prometheus");
    assertThat(CommandRun.of("tsdb", "export", "--data", source, "--to", "x", "--format=csv").err())
        .contains("--format: csv (expected: prometheus or openmetrics)");
    assertThat(CommandRun.of("tsdb", "export", "--data", source).err()).contains("--to: missing");
    var time = CommandRun.of("tsdb", "export", "--data", source, "--to", "x", "--min-time=now");
    assertThat(time.err()).contains("--min-time: now (expected: milliseconds since 1970, or RFC");
  }
}
