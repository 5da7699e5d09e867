package io.tocsin.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.promql.PromqlParser;
import org.junit.jupiter.api.Test;

class BuiltInBoardsTest {
  @Test
  void theyAreReadAndTheirQueriesParse() {
    var boards = BuiltInBoards.all();

    assertThat(boards).extracting(Dashboard::uid).containsExactly("tocsin-node", "tocsin-self");
    for (var board : boards) {
      assertThat(board.expressions()).hasSizeGreaterThan(15);
      for (var expr : board.expressions()) {
        PromqlParser.parse(expr.replace("$instance", "a").replace("$__rate_interval", "1m"));
      }
    }
  }

  @Test
  void theyAskOnlyWhatTocsinCollects() {
    for (var board : BuiltInBoards.all()) {
      assertThat(board.expressions())
          .allMatch(expr ->
              expr.matches("(?s).*\\b(node|tocsin|jvm|process|prometheus|alertmanager)_.*"));
    }
  }
}
