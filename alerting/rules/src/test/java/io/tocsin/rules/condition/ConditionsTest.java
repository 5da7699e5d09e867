package io.tocsin.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.kit.Yaml;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Catalogue CATALOGUE =
      Catalogue.read(
          Yaml.parse("catalogue.yml", text("catalogue.yml")).section().require("catalogue"));

  private static String text(String name) {
    try (var in = ConditionsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void everySentenceThatIsUnderstoodSaysWhatItMeans() {
    assertThat(lines("understood.txt")).hasSizeGreaterThan(40);
    assertThat(lines("understood.txt"))
        .allSatisfy(line -> {
          var parts = line.split(" \\| ", -1);
          var compiled = Conditions.compile(parts[0], CATALOGUE);
          assertThat(compiled.expr()).isEqualTo(parts[1]);
          assertThat(compiled.forMillis()).isEqualTo(Long.parseLong(parts[2]));
        });
  }

  @Test
  void everySentenceThatIsRefusedSaysWhereAndWhatWasExpected() {
    assertThat(lines("refused.txt")).hasSizeGreaterThanOrEqualTo(50);
    assertThat(lines("refused.txt"))
        .allSatisfy(line -> {
          int bar = line.indexOf(" | column ");
          var sentence = line.substring(0, bar);
          var refusal =
              catchThrowableOfType(
                  ConditionException.class, () -> Conditions.compile(sentence, CATALOGUE));
          assertThat(refusal).as(sentence).hasMessage(line.substring(bar + 3));
          assertThat(refusal.column()).isBetween(1, sentence.length() + 1);
          assertThat(refusal.getMessage()).contains("(expected: ");
        });
  }

  @SeededTest(seeds = 20)
  void anyWordsInAnyOrderAreUnderstoodOrRefusedAtAPlace(Random random) {
    var words =
        text("understood.txt")
            .lines()
            .flatMap(line -> List.of(line.split(" \\| ", -1)[0].split(" ", -1)).stream())
            .toList();
    for (int i = 0; i < 50; i++) {
      var sentence = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        var word = words.get(random.nextInt(words.size()));
        sentence.append(random.nextInt(20) == 0 ? noise(random) : word);
        sentence.append(random.nextInt(8) == 0 ? "" : " ");
      }
      check(sentence.toString());
    }
  }

  @SeededTest(seeds = 20)
  void sentencesWithAnyCharacterChangedAreUnderstoodOrRefusedAtAPlace(Random random) {
    var sentences = lines("understood.txt");
    for (int i = 0; i < 50; i++) {
      var sentence =
          new StringBuilder(sentences.get(random.nextInt(sentences.size())).split(" \\| ", -1)[0]);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(sentence.length());
        switch (random.nextInt(3)) {
          case 0 -> sentence.insert(at, noise(random));
          case 1 -> sentence.setCharAt(at, (char) (' ' + random.nextInt(95)));
          default -> sentence.delete(at, Math.min(sentence.length() - 1, at + 3));
        }
      }
      check(sentence.toString());
    }
  }

  private static String noise(Random random) {
    return new String(Character.toChars(random.nextInt(random.nextBoolean() ? 0x300 : 0x20000)));
  }

  private static void check(String sentence) {
    try {
      assertThat(Conditions.compile(sentence, CATALOGUE).expr()).isNotBlank();
    } catch (ConditionException e) {
      assertThat(e.column()).as(sentence).isBetween(1, sentence.length() + 1);
      assertThat(e.getMessage()).as(sentence).startsWith("column " + e.column() + ": ");
    }
  }

  @Test
  void aSentenceWithoutEndAndBracketsWithoutBottomAreRefused() {
    assertThatThrownBy(() -> Conditions.compile("x".repeat(2_000), CATALOGUE))
        .hasMessage("column 1001: 2000 characters (expected: at most 1000)");
    assertThatThrownBy(() -> Conditions.compile("(".repeat(500), CATALOGUE))
        .hasMessage("column 21: ( (expected: at most 20 brackets in each other)");
    var many = "queue_length>5" + " or queue_length>5".repeat(50);
    assertThatThrownBy(() -> Conditions.compile(many, CATALOGUE))
        .hasMessage("column 901: queue_length (expected: at most 50 clauses)");
  }

  @Test
  void everyWordForASeverityHasItsStep() {
    assertThat(List.of("Sev 1", "critical", "P1", "page").stream().map(Severity::of))
        .containsOnly(Severity.CRITICAL);
    assertThat(List.of("Sev2", "high", "SEV-2").stream().map(Severity::of))
        .containsOnly(Severity.HIGH);
    assertThat(List.of("sev 3", "Warning", "P2").stream().map(Severity::of))
        .containsOnly(Severity.WARNING);
    assertThat(List.of("Sev4", "info", "P3").stream().map(Severity::of))
        .containsOnly(Severity.INFO);
    assertThatThrownBy(() -> Severity.of("terrible"))
        .hasMessage(
            "terrible (expected: critical, high, warning or info; or Sev 1 to 4, or P1 to P3)");
  }
}
