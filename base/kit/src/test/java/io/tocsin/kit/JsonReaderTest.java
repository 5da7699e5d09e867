package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void readsEveryKindOfValue() {
    var json = " {\"a\" : [1, -2.5e3, \"x\", true, false, null], \"b\":{}, \"\":[]}\n";
    var list = Arrays.asList(new BigDecimal("1"), new BigDecimal("-2.5e3"), "x", true, false, null);
    assertThat(JsonReader.read(json)).isEqualTo(Map.of("a", list, "b", Map.of(), "", List.of()));
    assertThat(JsonReader.read("null")).isNull();
  }

  @Test
  void readsEveryEscape() {
    assertThat(JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20aC\\ud83d\\ude00\""))
        .isEqualTo("\"\\/\b\f\n\r\t€\uD83D\uDE00");
    assertThat(JsonReader.read("\"\u007f\u0085 é\"")).isEqualTo("\u007f\u0085 é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "tru",
        "1.2.3",
        "1 2",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12zz\"",
        "<html>"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("json: at ");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
        .hasMessageContaining("at most 200 levels");
  }
}
