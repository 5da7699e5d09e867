package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import io.tocsin.bench.answer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Peer OLD = new Peer(Peer.Kind.PROMETHEUS, "Prometheus 2", Path.of("p2"));
  private static final Peer NEW = new Peer(Peer.Kind.PROMETHEUS, "Prometheus 3", Path.of("p3"));
  private static final Peer TOCSIN = new Peer(Peer.Kind.TOCSIN, "Tocsin", Path.of("t"));
  private static final Row RATE = new Row("Load", "rate", Unit.PER_CPU_SECOND);
  private static final Row MEMORY = new Row("Load", "memory", Unit.MEGABYTES);

  private final Report report = new Report();

  @Test
  void printsHowManyTimesBetterWhicheverWayIsBetter() {
    report.put(RATE, NEW, 200_000);
    report.put(RATE, TOCSIN, 500_000);
    report.put(MEMORY, NEW, 900e6);
    report.put(MEMORY, TOCSIN, 300e6);

    assertThat(report.markdown())
        .contains("| what | Prometheus 3 | Tocsin | better than Prometheus 3 |")
        .contains("| rate | 200 k/CPU-s | 500 k/CPU-s | 2.50x |")
        .contains("| memory | 900 MB | 300 MB | 3.00x |");
  }

  @Test
  void theWorstRowDecidesAGateAgainstTheLastPrometheus() {
    var second = new Row("Other", "rate of deep", Unit.PER_CPU_SECOND);
    report.put(RATE, OLD, 1);
    report.put(RATE, NEW, 100);
    report.put(RATE, TOCSIN, 300);
    report.put(second, NEW, 100);
    report.put(second, TOCSIN, 150);
    var gates = Gates.between(report, List.of(OLD, NEW, TOCSIN)).orElseThrow();

    gates.atLeast(2, "rate", List.of(RATE));
    gates.atLeast(2, "all rates", List.of(RATE, second));
    gates.atLeast(2, "not measured", List.of(MEMORY));

    assertThat(gates.markdown())
        .contains("Gates against Prometheus 3")
        .contains("| rate (rate) | 2.0x | 3.00x | holds |")
        .contains("| all rates (rate of deep) | 2.0x | 1.50x | missed |")
        .doesNotContain("not measured");
  }

  @Test
  void aLimitDecidesByTocsinAlone() {
    var slowest = new Row("Board", "p99", Unit.MILLIS);
    report.put(slowest, NEW, 20);
    report.put(slowest, TOCSIN, 99.5);
    var gates = Gates.between(report, List.of(NEW, TOCSIN)).orElseThrow();

    gates.atMost(100, "fast", slowest);
    gates.atMost(50, "faster", slowest);
    gates.atMost(50, "not measured", RATE);

    assertThat(gates.markdown())
        .contains("| fast (p99) | 100 ms | 99.5 ms | holds |")
        .contains("| faster (p99) | 50.0 ms | 99.5 ms | missed |")
        .doesNotContain("not measured");
  }

  @Test
  void readsTheCommandLine() {
    var options =
        BenchOptions.parse(List.of("all", "--size", "small", "--victoria", "a", "--victoria", "b"));

    assertThat(options.command()).isEqualTo("all");
    assertThat(options.text("size", "full")).isEqualTo("small");
    assertThat(options.text("victoria", "")).isEqualTo("b");
    assertThat(options.number("targets", 7)).isEqualTo(7);
    assertThatThrownBy(() -> BenchOptions.parse(List.of("all", "--sise", "small")))
        .hasMessageStartingWith("option: --sise");
    assertThatThrownBy(() -> BenchOptions.parse(List.of())).hasMessageStartingWith("command:");
  }

  @Test
  void seesItsOwnProcessAsTheSystemDoes() throws IOException {
    var stats = ProcessStats.read(ProcessHandle.current().pid());

    assertThat(stats.cpuSeconds()).isPositive();
    assertThat(stats.residentBytes()).isBetween(1L << 20, stats.peakBytes());
  }

  @Test
  void aQuantileIsATimeThatWasMeasured() {
    var timings = new Timings(List.of(9.0, 1.0, 5.0, 3.0));

    assertThat(timings.quantile(0.5)).isEqualTo(3);
    assertThat(timings.quantile(0.99)).isEqualTo(9);
    assertThat(timings.quantile(1)).isEqualTo(9);
    assertThat(new Timings(List.of()).quantile(0.5)).isZero();
  }

  @Test
  void notesWhichAnswersDifferFromTheLastPrometheus() {
    var same = new Question(false, "a");
    var other = new Question(false, "b");
    var answers = new Answers(report, "things", 5);
    answers.put(OLD, same, new Answer(Map.of("{}", List.of(0.0, 3.0))));
    answers.put(NEW, same, new Answer(Map.of("{}", List.of(0.0, 1.0))));
    answers.put(NEW, other, new Answer(Map.of()));
    answers.put(TOCSIN, same, new Answer(Map.of("{}", List.of(0.0, 1.0))));
    answers.put(TOCSIN, other, new Answer(Map.of("{}", List.of(0.0, 1.0))));

    answers.compare();

    assertThat(report.markdown())
        .contains("- things: Tocsin: 1 of 2 answers are those of Prometheus 3 within 1e-09")
        .contains("- Tocsin: instant `b`: 1 series, 1 of them unexpected (expected: 0)")
        .contains("- things: Prometheus 2: 0 of 2 answers are those of Prometheus 3")
        .contains("- things: no series in 1 of the 2 reference answers");
  }

  @Test
  void aWindowIsPutIntoThePath() {
    var window = new Question.Window(1_000_000_060_000L, 60, 3);

    assertThat(new Question(true, "a").path(window, OLD))
        .isEqualTo("/api/v1/query_range?query=a&start=999999940&end=1000000060&step=60");
    assertThat(new Question(false, "a").path(window, OLD))
        .isEqualTo("/api/v1/query?query=a&time=1000000060");
  }

  @Test
  void theQuestionsAreTheFourteen() {
    assertThat(Question.ALL).hasSize(14).doesNotHaveDuplicates();
    assertThat(Question.ALL.getFirst().path(1_000_000_000_000L, OLD))
        .isEqualTo(
            "/api/v1/query?query=node_load1%7Binstance%3D%22host-7%3A9100%22%7D&time=1000000000");
    assertThat(Question.ALL.getLast().path(1_000_000_000_000L, OLD))
        .endsWith("&start=999993265&end=1000000000&step=15");
  }
}
