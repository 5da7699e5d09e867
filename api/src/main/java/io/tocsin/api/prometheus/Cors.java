package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets pages of other origins read answers, where the configuration allows their origin.
final class Cors {
  private final @Nullable Pattern allowed;

  Cors(@Nullable Pattern allowed) {
    this.allowed = allowed;
  }

  void apply(Exchange exchange) {
    exchange.vary("Origin");
    var origin = exchange.header("Origin");
    var pattern = allowed;
    if (origin.isEmpty() || pattern == null) {
      return;
    }
    exchange.set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    exchange.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    exchange.set("Access-Control-Expose-Headers", "Date");
    if (pattern.pattern().equals(".*")) {
      exchange.set("Access-Control-Allow-Origin", "*");
    } else if (pattern.matcher(origin).matches()) {
      exchange.set("Access-Control-Allow-Origin", origin);
    }
  }
}
