package io.tocsin.api.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets pages of other origins read answers, where the configuration allows their origin.
public final class Cors {
  private final @Nullable Pattern allowed;

  /// @param allowed origins; null for none
  public Cors(@Nullable Pattern allowed) {
    this.allowed = allowed;
  }

  /// Puts the headers into the answer that let the page read it.
  public void apply(Exchange exchange) {
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
