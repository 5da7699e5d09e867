package io.tocsin.collect.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.collect.exposition.TextParser.Kind;
import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class TextParserSeededTest {
  private static final String[] PIECES = {
    "a",
    "b_total",
    ":r",
    "\"m.x\"",
    "{",
    "}",
    "{",
    "}",
    "=",
    ",",
    "\"v\"",
    "\"a\\\"b\\n\\\\\"",
    "\"\u00e9\u20ac\"",
    " ",
    " ",
    "\t",
    "\n",
    "\n",
    "1",
    "2.5e-3",
    "+Inf",
    "NaN",
    "-7",
    "0x1",
    "#",
    "# TYPE ",
    "# HELP ",
    "counter",
    "gauge",
    "le",
    "1700000000000",
    "\\",
    "\"",
    "\u0000",
    "."
  };

  @SeededTest(seeds = 300)
  void agreesWithTheGrammarOnWholeAndBrokenBodies(Random random) {
    for (int i = 0; i < 40; i++) {
      var text = body(random);

      assertThat(real(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isEqualTo(new NaiveParser(text).parse());
    }
  }

  @SeededTest(seeds = 200)
  void randomBytesGiveSeriesOrARefusalAndNothingElse(Random random) {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    var mixed = body(random).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : mixed[i];
    }

    real(bytes);
    real(mixed);
  }

  @SeededTest(seeds = 100)
  void expectingASeriesChangesNoAnswer(Random random) {
    var body = body(random).getBytes(StandardCharsets.UTF_8);
    var earlier = body(random).getBytes(StandardCharsets.UTF_8);
    var plain = new TextParser(body);
    var expecting = new TextParser(body);
    int from = random.nextInt(earlier.length);
    try {
      while (plain.next()) {
        int to = Math.min(earlier.length, from + plain.seriesEnd() - plain.seriesStart());
        boolean own = plain.kind() == Kind.SERIES && random.nextBoolean();
        boolean found =
            own
                ? expecting.next(body, plain.seriesStart(), plain.seriesEnd())
                : expecting.next(earlier, from, Math.max(from, to));
        assertThat(found).isTrue();
        assertThat(expecting.kind()).isEqualTo(plain.kind());
        assertThat(expecting.value()).isEqualTo(Double.valueOf(plain.value()));
        assertThat(expecting.seriesEnd()).isEqualTo(plain.seriesEnd());
      }
    } catch (ExpositionException refused) {
      return;
    }
    assertThat(expecting.next()).isFalse();
  }

  private static List<String> real(byte[] body) {
    var found = new ArrayList<String>();
    var parser = new TextParser(body);
    try {
      while (parser.next()) {
        if (parser.kind() == Kind.SERIES) {
          var time = parser.hasTimestamp() ? Long.toString(parser.timestampMillis()) : "";
          found.add(parser.labels() + " " + parser.value() + " " + time);
        }
      }
      return found;
    } catch (ExpositionException e) {
      return null;
    }
  }

  /// Mostly whole lines, with a few pieces put in, taken out or doubled.
  private static String body(Random random) {
    var pieces = new ArrayList<String>();
    for (int line = random.nextInt(1, 5); line > 0; line--) {
      line(random, pieces);
    }
    for (int change = random.nextInt(4); change > 0; change--) {
      int at = random.nextInt(pieces.size());
      var piece = PIECES[random.nextInt(PIECES.length)];
      switch (random.nextInt(3)) {
        case 0 -> pieces.add(at, piece);
        case 1 -> pieces.set(at, piece);
        default -> pieces.set(at, "");
      }
    }
    return String.join("", pieces);
  }

  private static void line(Random random, List<String> pieces) {
    boolean outside = random.nextInt(4) > 0;
    pieces.addAll(outside ? List.of("metric") : List.of("{", "\"m.x\"", ","));
    int labels = random.nextInt(4);
    if (outside && labels > 0) {
      pieces.add("{");
    }
    for (int i = 0; i < labels; i++) {
      pieces.addAll(List.of("l" + i, "=", "\"value " + random.nextInt() + "\"", ","));
    }
    if (!outside || labels > 0) {
      pieces.add("}");
    }
    pieces.add(" ");
    pieces.add(Double.toString(random.nextInt(1000) / 8.0));
    if (random.nextBoolean()) {
      pieces.addAll(List.of(" ", Integer.toString(random.nextInt(1 << 30))));
    }
    pieces.add("\n");
  }
}
