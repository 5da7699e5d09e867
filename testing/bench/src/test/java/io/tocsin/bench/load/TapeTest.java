package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class TapeTest {
  @Test
  void readsBackWhatWasAppended(@TempDir Path dir) throws IOException {
    var file = dir.resolve("tape.gz");
    Tape.append(file, scrape(1_000, "up 1\n"));
    Tape.append(file, scrape(2_000, "up 0\ngo_threads 7\n"));

    var tape = Tape.read(file);

    assertThat(tape.length()).isEqualTo(2);
    assertThat(tape.scrapes().get(1).timeMillis()).isEqualTo(2_000);
    assertThat(new String(tape.scrapes().get(1).body(), StandardCharsets.UTF_8))
        .isEqualTo("up 0\ngo_threads 7\n");
  }

  @Test
  void keepsWholeScrapesOfARecordingCutAnywhere(@TempDir Path dir) throws IOException {
    var file = dir.resolve("tape.gz");
    Tape.append(file, scrape(1_000, "up 1\n"));
    int first = (int) Files.size(file);
    Tape.append(file, scrape(2_000, "up 0\n"));
    byte[] whole = Files.readAllBytes(file);
    for (int length = first + 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(Tape.read(file).scrapes().getFirst().timeMillis())
          .as("cut at %d", length)
          .isEqualTo(1_000);
    }
  }

  @Test
  void refusesAFileThatIsNoTape(@TempDir Path dir) throws IOException {
    var file = dir.resolve("tape.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("up 1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Tape.read(file)).hasMessageContaining("expected: #tape");
  }

  @Test
  void columnsHoldOneValueAScrape() {
    var columns = columns("# TYPE a_total counter\na_total{x=\"1\"} %s\nb %s\n", 1, 5, 9);

    assertThat(columns.series())
        .containsExactly(
            new TapeColumns.Series("a_total", List.of(new TapeColumns.Label("x", "1")), true),
            new TapeColumns.Series("b", List.of(), false));
    assertThat(columns.value(1, 2)).isEqualTo(9);
  }

  @Test
  void countersGoOnPastTheEndOfTheTapeAndGaugesStartOver() {
    var columns = columns("# TYPE a_total counter\na_total %s\nb %s\n", 1, 5, 9);

    assertThat(columns.value(0, 3)).isEqualTo(9);
    assertThat(columns.value(0, 7)).isEqualTo(5 + 8 + 8);
    assertThat(columns.value(1, 7)).isEqualTo(5);
  }

  @Test
  void aSeriesThatIsAbsentKeepsItsLastValue() {
    var tape = Tape.of(List.of(scrape(1, "a 3\n"), scrape(2, "b 1\n"), scrape(3, "a 4\n")));
    var columns = TapeColumns.of(tape);

    assertThat(columns.series()).hasSize(1);
    assertThat(columns.value(0, 1)).isEqualTo(3);
    assertThat(columns.value(0, 2)).isEqualTo(4);
  }

  @Test
  void readsEscapesAndSpecialValues() {
    var text = ExpositionText.parse("a{p=\"C:\\\\d\",q=\"x, y=\\\"z\\\"\\n\"} +Inf\n".getBytes());

    assertThat(text.samples().getFirst().value()).isInfinite();
    assertThat(ExpositionText.labels(text.samples().getFirst().key()))
        .containsExactly(
            new TapeColumns.Label("p", "C:\\d"), new TapeColumns.Label("q", "x, y=\"z\"\n"));
  }

  public static Tape.Scrape scrape(long timeMillis, String body) {
    return new Tape.Scrape(timeMillis, body.getBytes(StandardCharsets.UTF_8));
  }

  private static TapeColumns columns(String pattern, int... values) {
    return TapeColumns.of(
        Tape.of(
            Arrays.stream(values)
                .mapToObj(value -> scrape(value, pattern.formatted(value, value)))
                .toList()));
  }
}
