package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void aColumnIsAsWideAsItsWidestCellAndTwo() {
    var columns = new Columns();
    columns.add("ID", "Name", "X");
    columns.add("1", "a longer name", "Σ🙂");
    columns.add("22", "", "y");
    assertThat(columns.print())
        .isEqualTo(
            "ID  Name           X   \n"
                + "1   a longer name  Σ🙂  \n"
                + "22                 y   \n");
  }

  @Test
  void aLineBreakInACellBeginsAnotherBlock() {
    var columns = new Columns();
    columns.add("a", "b\nc", "d");
    assertThat(columns.print()).isEqualTo("a  b\nc  d  \n");
  }

  @Test
  void timesAreLaidOutAsGoDoes() {
    var time = Instant.parse("2026-03-04T15:06:07.089Z");
    assertThat(new Dates("2006-01-02 15:04:05 MST").print(time))
        .isEqualTo("2026-03-04 15:06:07 UTC");
    assertThat(new Dates("Mon Jan _2 3:04PM 2006").print(time)).isEqualTo("Wed Mar  4 3:06PM 2026");
    assertThat(new Dates("2006-01-02T15:04:05.000Z07:00").print(time))
        .isEqualTo("2026-03-04T15:06:07.089Z");
  }

  @Test
  void jsonIsPrintedAsGoDoes() {
    var json = Json.parse("{\"a\":[1,true,null,\"<x>\\n\"],\"b\":{},\"c\":[]}");
    assertThat(json.print())
        .isEqualTo("{\"a\":[1,true,null,\"\\u003cx\\u003e\\n\"],\"b\":{},\"c\":[]}");
    assertThat(json.at("a").items().getLast().text()).isEqualTo("<x>\n");
    assertThat(json.at("none").at("deeper").text()).isEmpty();
  }
}
