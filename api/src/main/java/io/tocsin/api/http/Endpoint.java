package io.tocsin.api.http;

/// Answers one kind of request. Called by many threads.
@FunctionalInterface
public interface Endpoint {
  void answer(Exchange exchange) throws Exception;
}
