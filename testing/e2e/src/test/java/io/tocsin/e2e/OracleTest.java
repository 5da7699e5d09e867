package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same samples in Prometheus and here, the same queries to both: the same answers, but for the
/// [OracleDifferences]. `-Dtocsin.oracle.queries=N` asks that many queries made by chance,
/// `-Dtocsin.oracle.seed=N` makes others.
@Order(10)
class OracleTest {
  private static final int QUERIES = Integer.getInteger("tocsin.oracle.queries", 250);
  private static final long SEED = Long.getLong("tocsin.oracle.seed", 1);
  private static final int TOLD_MAX = 40;

  @TempDir Path folder;

  @Test
  void answersAsPrometheusDoes() throws IOException {
    try (var oracle = Oracle.start(folder);
        var tocsin = Tocsin.start(folder.resolve("data"))) {
      // On a whole minute, so that what is asked at whole minutes and seconds is the same each
      // time.
      long now = System.currentTimeMillis();
      long end = now - now % 60_000;
      var samples = new OracleSamples(new Random(SEED), end - OracleSamples.LENGTH_MILLIS);
      samples.push(oracle.web());
      samples.push(tocsin.web());
      var comparison = new Comparison(oracle, tocsin, end);
      for (var query : OracleQueries.listed()) {
        comparison.compare(query);
      }
      var random = new Random(SEED);
      var queries = new OracleQueries(random);
      for (int i = 0; i < QUERIES; i++) {
        comparison.compare(queries.vector(1 + random.nextInt(3)));
      }
      System.out.println("oracle: " + comparison.summary());
      assertThat(comparison.told).as(comparison.summary()).isEmpty();
    }
  }

  private static final class Comparison {
    private final Oracle oracle;
    private final Tocsin tocsin;
    private final long end;
    private final List<String> told = new ArrayList<>();
    private int same;
    private int known;
    private int failed;
    private int different;

    Comparison(Oracle oracle, Tocsin tocsin, long end) {
      this.oracle = oracle;
      this.tocsin = tocsin;
      this.end = end;
    }

    void compare(String query) throws IOException {
      var encoded = Web.encoded(query);
      // Seconds that are no multiples of a subquery's step.
      long at = end / 1000 - 600 + 7;
      ask(query, "/api/v1/query?time=" + at + "&query=" + encoded);
      ask(
          query,
          "/api/v1/query_range?start=" + (at - 3_000) + "&end=" + at + "&step=60&query=" + encoded);
    }

    private void ask(String query, String path) throws IOException {
      var expected = OracleAnswer.of(oracle.web().get(path));
      var got = OracleAnswer.of(tocsin.web().get(path));
      var difference = got.differenceFrom(expected, !oracle.isOld());
      if (difference.isEmpty()) {
        same++;
        failed += got.isError() ? 1 : 0;
      } else if (OracleDifferences.explain(oracle, query, expected)) {
        known++;
      } else if (different++ < TOLD_MAX) {
        told.add(query + "\n  " + path.substring(0, path.indexOf('?')) + ": " + difference);
      }
    }

    String summary() {
      return String.format(
          "Prometheus %s, seed %d: %d answers the same (%d of them errors), %d known to differ,"
              + " %d not",
          oracle.version(), SEED, same, failed, known, different);
    }
  }
}
