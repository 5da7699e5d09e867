package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Debian's promtool writes is imported, and what is exported it reads: sample by sample.
@Order(8)
class PromtoolTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final long START = 1_700_000_000L;
  private static final int SERIES = 12;
  private static final int SAMPLES = 1_500;

  @TempDir Path folder;

  private static Command promtool(String... words) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), PROMTOOL + " is not installed");
    var run = Command.run("", PROMTOOL, Map.of(), words);
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  private static Command tocsin(String... words) throws IOException, InterruptedException {
    var run = Command.tocsin(words);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run;
  }

  /// Its `dump` wants a log, which blocks made by itself come without.
  private static TreeSet<String> dumpOf(String blocks) throws Exception {
    Files.createDirectories(Path.of(blocks, "wal"));
    return dump(promtool("tsdb", "dump", blocks));
  }

  private static TreeSet<String> dump(Command run) {
    return new TreeSet<>(run.out().lines().filter(line -> line.startsWith("{")).toList());
  }

  /// Text with counters and gauges over six hours.
  private Path text() throws IOException {
    var random = new Random(20_231_114);
    var text = new StringBuilder("# HELP jobs Jobs done.\n# TYPE jobs counter\n");
    for (int series = 0; series < SERIES; series++) {
      long done = 0;
      for (int i = 0; i < SAMPLES; i++) {
        done += random.nextInt(4);
        text.append("jobs_total{queue=\"q\\\"").append(series).append("\\n\"} ").append(done);
        text.append(' ').append(START + 15L * i).append(i % 3 == 0 ? ".5\n" : "\n");
      }
    }
    text.append("# TYPE load gauge\n");
    for (int i = 0; i < SAMPLES; i++) {
      text.append("load ").append(random.nextInt(1_000) / 128.0).append(' ');
      text.append(START + 15L * i).append('\n');
    }
    return Files.writeString(folder.resolve("in.om"), text.append("# EOF\n"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void itsBlocksAreImportedAndOursAreReadByIt() throws Exception {
    promtool("tsdb", "create-blocks-from", "openmetrics", text().toString(), path("blocks"));
    var expected = dumpOf(path("blocks"));
    assertThat(expected).hasSize((SERIES + 1) * SAMPLES);

    var imported = tocsin("tsdb", "import", path("blocks"), "--data", path("data"));
    assertThat(imported.lastLine()).contains("imported: 13 series, 19,500 samples");
    assertThat(dump(tocsin("tsdb", "dump", path("data")))).isEqualTo(expected);

    tocsin("tsdb", "export", "--data", path("data"), "--to", path("exported"));
    assertThat(promtool("tsdb", "list", path("exported")).out().lines().count()).isBetween(4L, 6L);
    assertThat(promtool("tsdb", "analyze", path("exported")).out()).contains("queue");
    assertThat(dump(promtool("tsdb", "dump", path("exported")))).isEqualTo(expected);
  }

  @Test
  void itTakesOurTextAndWeTakeThatWhichItTakes() throws Exception {
    tocsin("tsdb", "import", text().toString(), "--data", path("data"));
    var stored = dump(tocsin("tsdb", "dump", path("data")));
    assertThat(stored).hasSize((SERIES + 1) * SAMPLES);
    var words = List.of("tsdb", "export", "--format", "openmetrics", "--data", path("data"));
    var all = new java.util.ArrayList<>(words);
    all.addAll(List.of("--to", path("out.om")));
    tocsin(all.toArray(new String[0]));
    promtool("tsdb", "create-blocks-from", "openmetrics", path("out.om"), path("blocks"));
    assertThat(dumpOf(path("blocks"))).isEqualTo(stored);
  }

  @Test
  void whatIsImportedIsServedAndARunningServerIsNotTouched() throws Exception {
    tocsin("tsdb", "import", text().toString(), "--data", path("data"));
    try (var server = Tocsin.start(Path.of(path("data")), "--storage.tsdb.retention.time=100y")) {
      var web = server.web();
      assertThat(web.query("count(jobs_total @ " + (START + 3_600) + ")").value())
          .isEqualTo(SERIES);
      var refused = Command.tocsin("tsdb", "import", path("in.om"), "--data", path("data"));
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("in use by process", "stop the server first");
      tocsin("tsdb", "export", "--data", path("data"), "--to", path("exported"));
      assertThat(server.stop()).isZero();
    }
    var exported =
        dump(promtool("tsdb", "dump", "--match={__name__=~\"jobs_total|load\"}", path("exported")));
    assertThat(exported).hasSize((SERIES + 1) * SAMPLES);
  }
}
