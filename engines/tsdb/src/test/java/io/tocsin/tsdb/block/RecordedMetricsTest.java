package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.CrashableDirectory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// What real metrics of node_exporter take on disk. Runs where `-Dtocsin.tape=FILE` names a
/// recording: gzip members, each the line `#tape MILLIS BYTES` and one scrape in the text format.
class RecordedMetricsTest {
  private final TreeMap<Labels, SampleBuffer> series = new TreeMap<>(SeriesOrder.COMPARATOR);

  @Test
  void takeAtMostTheBudgetWithTheirIndex() throws IOException {
    var tape = System.getProperty("tocsin.tape", "");
    assumeTrue(!tape.isEmpty(), "no recording: -Dtocsin.tape=FILE");
    read(Path.of(tape));
    try (var writer = new BlockWriter(new CrashableDirectory(), "tape")) {
      for (var entry : series.entrySet()) {
        writer.addSeries(entry.getKey(), entry.getValue());
      }
      var meta = writer.finish();
      double samples = meta.counts().samples();
      double bytesPerSample = meta.bytes() / samples;
      System.out.println(
          "%d series, %.0f samples: data %.3f B/sample, index %.3f B/sample (%s)"
              .formatted(
                  meta.counts().series(),
                  samples,
                  meta.files().data().length() / samples,
                  meta.files().index().length() / samples,
                  meta.files().sections()));
      assertThat(bytesPerSample).isLessThanOrEqualTo(0.7);
    }
  }

  private void read(Path tape) throws IOException {
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(tape)), 1 << 16)) {
      for (var header = line(in); !header.isEmpty(); header = line(in)) {
        var words = header.split(" ", -1);
        byte[] body = in.readNBytes(Integer.parseInt(words[2]));
        long time = Long.parseLong(words[1]);
        new String(body, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> add(line, time));
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString();
  }

  /// Splits at the quotes, which is enough for what node_exporter writes.
  private void add(String line, long time) {
    int space = line.lastIndexOf(' ');
    int brace = line.indexOf('{');
    var labels = Labels.EMPTY.builder();
    labels.set(Labels.NAME, line.substring(0, brace < 0 ? space : brace));
    labels.set("job", "node").set("instance", "127.0.0.1:9100");
    if (brace >= 0) {
      var pairs = line.substring(brace + 1, line.lastIndexOf('}')).split("\"", -1);
      for (int i = 0; i + 1 < pairs.length; i += 2) {
        labels.set(pairs[i].replace(",", "").replace("=", ""), pairs[i + 1]);
      }
    }
    var value = line.substring(space + 1).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    series
        .computeIfAbsent(labels.build(), _ -> new SampleBuffer())
        .add(time, Double.parseDouble(value));
  }
}
