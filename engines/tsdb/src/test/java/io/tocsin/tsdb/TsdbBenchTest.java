package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsdbBenchTest {
  @Test
  void readsBackWhatItAppended(@TempDir Path folder) throws IOException {
    var printed = new ByteArrayOutputStream();
    TsdbBench.run(folder, 1_200, 30, new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("samples read: 36,000 in")
        .contains("query, all series, the last 5 minutes: 36,000 samples")
        .contains("series after opening again: 1,200 in");
  }
}
