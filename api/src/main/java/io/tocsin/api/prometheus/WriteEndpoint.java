package io.tocsin.api.prometheus;

import io.tocsin.api.RemoteWrite;
import io.tocsin.api.http.Exchange;
import java.io.IOException;

/// The receiver of remote write.
final class WriteEndpoint {
  private final RemoteWrite receiver;
  private final PushListener listener;

  WriteEndpoint(RemoteWrite receiver, PushListener listener) {
    this.receiver = receiver;
    this.listener = listener;
  }

  void write(Exchange exchange) throws IOException {
    var answer =
        receiver.write(
            exchange.body(), exchange.header("Content-Type"), exchange.header("Content-Encoding"));
    listener.pushed(exchange, answer);
    if (answer.message().isEmpty()) {
      exchange.send(answer.status());
    } else {
      exchange.sendText(answer.status(), answer.message() + "\n");
    }
  }
}
