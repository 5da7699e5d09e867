package io.tocsin.bench.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final String VECTOR =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
          + "[{\"metric\":{\"b\":\"2\",\"a\":\"%s\"},\"value\":[1700000000.5,\"%s\"]}]}}";
  private static final String MATRIX =
      "{\"data\":{\"result\":[{\"metric\":{},\"values\":[[1,\"1\"],[2,\"%s\"]]}]}}";

  @Test
  void readsVectorsAndMatrices() {
    assertThat(answer(VECTOR, "1", "+Inf").series())
        .isEqualTo(Map.of("{a=1, b=2}", List.of(1700000000.5, Double.POSITIVE_INFINITY)));
    assertThat(answer(MATRIX, "3").series()).isEqualTo(Map.of("{}", List.of(1.0, 1.0, 2.0, 3.0)));
    assertThat(answer(VECTOR, "1", "42").single()).isEqualTo(42);
  }

  @Test
  void agreesWithinTheToleranceOnly() {
    var reference = answer(MATRIX, "3");
    assertThat(answer(MATRIX, "3.0000000003").difference(reference, 1e-9)).isEmpty();
    assertThat(answer(MATRIX, "3.00001").difference(reference, 1e-9)).startsWith("values off");
    assertThat(answer(MATRIX, "NaN").difference(reference, 1e-9)).startsWith("values off");
    assertThat(answer(MATRIX, "NaN").difference(answer(MATRIX, "NaN"), 1e-9)).isEmpty();
  }

  @Test
  void namesSeriesThatTheReferenceDoesNotHave() {
    assertThat(answer(VECTOR, "1", "1").difference(answer(VECTOR, "9", "1"), 1e-9))
        .isEqualTo("1 series, 1 of them unexpected (expected: 1)");
  }

  @Test
  void aRankingMayNameAnyOfThoseThatTie() {
    var first = new Answer(Map.of("{a=1}", List.of(0.0, 7.0), "{a=2}", List.of(0.0, 9.0)));
    var second = new Answer(Map.of("{a=2}", List.of(0.0, 9.0), "{a=3}", List.of(0.0, 7.0)));
    var other = new Answer(Map.of("{a=2}", List.of(0.0, 9.0), "{a=3}", List.of(0.0, 6.0)));

    assertThat(first.ranked().difference(second.ranked(), 1e-9)).isEmpty();
    assertThat(first.ranked().difference(other.ranked(), 1e-9)).startsWith("values off");
  }

  @Test
  void readsEveryKindOfJson() {
    assertThat(Json.parse(" {\"a\\u0041\\n\": [1, -2.5e3, true, null, {}], \"b\":\"\\\"\"} "))
        .isEqualTo(Map.of("aA\n", List.of(1.0, -2500.0, true, List.of(), Map.of()), "b", "\""));
    assertThatThrownBy(() -> Json.parse("{\"a\" 1}")).hasMessageContaining("expected: :");
    assertThatThrownBy(() -> Json.parse("[1] x")).hasMessageContaining("end of text");
    assertThatThrownBy(() -> Json.parse("[".repeat(100))).hasMessageContaining("levels");
  }

  private static Answer answer(String pattern, String... values) {
    return Answer.parse(String.format(pattern, (Object[]) values).getBytes(StandardCharsets.UTF_8));
  }
}
