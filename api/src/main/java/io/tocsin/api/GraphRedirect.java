package io.tocsin.api;

import io.tocsin.api.http.Exchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Leads links to Prometheus' graph page, as alerts carry them, to the page that shows the same
/// queries here.
final class GraphRedirect {
  private static final int PANELS_MAX = 20;

  private GraphRedirect() {}

  static void answer(Exchange exchange, String base) throws IOException {
    var parameters = exchange.parameters();
    var query = new StringBuilder();
    for (int panel = 0; panel < PANELS_MAX; panel++) {
      var expression = parameters.value("g" + panel + ".expr");
      if (!expression.isEmpty()) {
        query.append(query.isEmpty() ? "?q=" : "&q=");
        query.append(URLEncoder.encode(expression, StandardCharsets.UTF_8));
      }
    }
    exchange.redirect(302, base + "explore" + query);
  }
}
