package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Parameters;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// What a call is asked, whether by a request of its own or as one of many.
///
/// @param pathValue the variable part of the path; empty where there is none
/// @param gone turns true when nobody wants the answer any more
record Asked(Parameters parameters, String pathValue, BooleanSupplier gone) {
  static Asked by(Exchange exchange) throws IOException {
    return new Asked(exchange.parameters(), exchange.pathValue(), exchange.gone());
  }
}
