package io.tocsin.api.prometheus;

import io.tocsin.api.RemoteWrite;
import io.tocsin.api.http.Exchange;
import java.io.IOException;

/// The receiver of remote write.
final class WriteEndpoint {
  private final RemoteWrite receiver;

  WriteEndpoint(RemoteWrite receiver) {
    this.receiver = receiver;
  }

  void write(Exchange exchange) throws IOException {
    var answer =
        receiver.write(
            exchange.body(), exchange.header("Content-Type"), exchange.header("Content-Encoding"));
    if (answer.message().isEmpty()) {
      exchange.send(answer.status());
    } else {
      exchange.sendText(answer.status(), answer.message() + "\n");
    }
  }
}
