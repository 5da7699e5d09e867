package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void writesAsGoDoes() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("a<b", "x & \"y\"\n\u0001\u2028é");
    fields.put("n", Arrays.asList(1, 2.0, 2.5, new BigDecimal("1e3"), true, null));
    fields.put("none", Map.of());
    fields.put("raw", (JsonText.Written) () -> "{\"k\":[]}");
    assertThat(JsonText.write(fields))
        .isEqualTo(
            "{\"a\\u003cb\":\"x \\u0026 \\\"y\\\"\\n\\u0001\\u2028é\","
                + "\"n\":[1,2,2.5,1E+3,true,null],\"none\":{},\"raw\":{\"k\":[]}}");
  }

  @Test
  void whatItWritesIsReadBack() {
    var value = Map.of("list", List.of("a\tb", "\\"), "flag", false);
    assertThat(JsonReader.read(JsonText.write(value))).isEqualTo(value);
  }
}
