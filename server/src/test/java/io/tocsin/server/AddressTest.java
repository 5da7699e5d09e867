package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9090, 127.0.0.1, 9090, false",
    "localhost:0, localhost, 0, false",
    "'[::1]:80', ::1, 80, false",
    "':9090', '', 9090, true",
    "0.0.0.0:65535, 0.0.0.0, 65535, true",
    "'[::]:9090', ::, 9090, true",
    "monitor.example:9090, monitor.example, 9090, true"
  })
  void hostAndPortAreTakenApart(String text, String host, int port, boolean open) {
    var address = Address.parse(text);
    assertThat(address).isEqualTo(new Address(host, port));
    assertThat(address.isOpen()).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9090",
        "localhost",
        "localhost:",
        "localhost:x",
        "a:65536",
        "a:-1",
        "a:+1",
        "http://127.0.0.1:9090",
        "a b:1",
        "::1:9090"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessage("listen: " + text + " (expected: HOST:PORT, as in 127.0.0.1:9090)");
  }
}
