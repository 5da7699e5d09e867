package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.collect.WriteAnswer;

/// Hears of every push that was answered. Called by many threads.
@FunctionalInterface
public interface PushListener {
  void pushed(Exchange exchange, WriteAnswer answer);
}
