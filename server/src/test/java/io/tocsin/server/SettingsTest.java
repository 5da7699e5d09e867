package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static Settings read(String yaml, String... words) {
    var arguments = Arguments.parse(ServeOptions.OPTIONS, List.of(words));
    return Settings.read(arguments, "tocsin.yml", yaml);
  }

  @Test
  void changesAreNamedByTheirKeys() {
    var before = read("tocsin: {listen: '127.0.0.1:1', query: {timeout: 1m}}");
    var after =
        read("tocsin: {query.timeout: 2m, tsdb.retention.time: 30d, listen: '127.0.0.1:1'}");
    assertThat(after.changes(before)).containsExactly("query.timeout", "tsdb.retention.time");
    assertThat(before.changes(before)).isEmpty();
  }

  @Test
  void keysAreNestedOrDotted() {
    var nested =
        read(
            """
            tocsin:
              listen: 127.0.0.1:1
              tsdb:
                durability: relaxed
                retention:
                  time: 30d
              query: {max-samples: 5}
            """);
    var dotted =
        read(
            """
            tocsin:
              listen: 127.0.0.1:1
              tsdb.durability: relaxed
              tsdb:
                retention.time: 30d
              query.max-samples: 5
            """);
    for (var settings : List.of(nested, dotted)) {
      assertThat(settings.text("listen", "")).isEqualTo("127.0.0.1:1");
      assertThat(settings.text("durability", "strict")).isEqualTo("relaxed");
      assertThat(settings.millis("storage.tsdb.retention.time", "15d")).isEqualTo(30 * 86_400_000L);
      assertThat(settings.number("query.max-samples", 1)).isEqualTo(5);
      assertThat(settings.has("query.timeout")).isFalse();
      assertThat(settings.millis("query.timeout", "2m")).isEqualTo(120_000);
    }
  }

  @Test
  void theCommandLineWinsUnderEitherName() {
    var yaml = "tocsin: {data: from-file, query: {lookback: 1m}, web: {config-file: w.yml}}";
    var settings = read(yaml, "--storage.tsdb.path=given", "--query.lookback-delta", "3m");
    assertThat(settings.text("data", "")).isEqualTo("given");
    assertThat(settings.millis("query.lookback-delta", "5m")).isEqualTo(180_000);
    assertThat(settings.path("web.config.file")).isEqualTo(Path.of("w.yml"));
    assertThat(read("").path("web.config.file")).isNull();
  }

  @Test
  void flagsShowEveryOptionUnderPrometheusName() {
    var flags =
        read("tocsin: {query: {timeout: 1m}}", "--data", "d", "--web.enable-lifecycle").flags();
    assertThat(flags)
        .containsEntry("storage.tsdb.path", "d")
        .containsEntry("query.timeout", "1m")
        .containsEntry("web.listen-address", "127.0.0.1:9090")
        .containsEntry("web.enable-lifecycle", "true")
        .containsEntry("insecure", "false")
        .containsEntry("storage.tsdb.retention", "15d")
        .doesNotContainKeys("agent", "listen", "data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lisen: a | tocsin.lisen: unknown key (expected: tocsin.listen)",
        "tsbd: {durability: strict} | tocsin.tsbd: unknown key (expected: tocsin.tsdb)",
        "zzzzzzzzzzzzzzz: {} | tocsin.zzzzzzzzzzzzzzz: unknown key",
        "tsdb: {retention: {tim: 1d}} | tocsin.tsdb.retention.tim: unknown key"
            + " (expected: tocsin.tsdb.retention.time)",
        "tsdb: strict | tocsin.tsdb: strict (expected: a map)",
        "tsdb: [strict] | tocsin.tsdb: a list (expected: a map)",
        "listen: {a: b} | tocsin.listen: a map (expected: a text)",
        "tsdb: {durability: sometimes} | tocsin.tsdb.durability: sometimes"
            + " (expected: strict or relaxed)",
        "tsdb.retention.time: 3 weeks | tocsin.tsdb.retention.time: 3 weeks"
            + " (expected: a duration, as in 15d or 2h)",
        "listen: 9090 | tocsin.listen: 9090 (expected: HOST:PORT, as in 127.0.0.1:9090)",
        "query: {max-samples: 0} | tocsin.query.max-samples: 0 (expected: a whole number above 0)",
        "log.level: loud | tocsin.log.level: loud (expected: debug, info, warn or error)",
        "web.external-url: localhost:9090 | tocsin.web.external-url: localhost:9090"
            + " (expected: a URL, as in https://example.org/tocsin/)",
        "{data: a, data: b} | data: comes twice",
      })
  void whatIsWrongIsNamedWithFileLineAndWhatWasExpected(String section, String error) {
    var yaml = "global: {}\ntocsin:\n  " + section + "\n";
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("tocsin.yml:3: ")
        .hasMessageContaining(error);
  }

  @Test
  void aKeyThatIsGivenNestedAndDottedIsRefused() {
    assertThatThrownBy(() -> read("tocsin:\n  log.level: info\n  log:\n    level: warn\n"))
        .hasMessage(
            "tocsin.yml:4: tocsin.log.level: comes twice (expected: once, nested or dotted)");
  }

  @Test
  void aSectionWithoutContentIsFine() {
    assertThat(read("tocsin:\n  tsdb:\n  web: {}\n  listen:\n").text("listen", "default"))
        .isEqualTo("default");
    assertThat(read("tocsin:\n").has("listen")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--query.timeout=soon | --query.timeout: soon (expected: a duration, as in 15d or 2h)",
        "--web.listen-address=9090 | --listen: 9090 (expected: HOST:PORT, as in 127.0.0.1:9090)",
        "--durability=some | --durability: some (expected: strict or relaxed)",
        "--log.level=loud | --log.level: loud (expected: debug, info, warn or error)",
        "--query.max-samples=many | --query.max-samples: many (expected: a whole number above 0)",
      })
  void optionsAreHeldToTheSame(String word, String error) {
    assertThatThrownBy(() -> read("", word)).isInstanceOf(UsageException.class).hasMessage(error);
  }

  @Test
  void remoteWriteIsTakenUnlessAFlagSaysNo() {
    var flag = Features.REMOTE_WRITE;
    assertThat(read("").isSet(flag)).isTrue();
    assertThat(read("", "--" + flag).isSet(flag)).isTrue();
    for (var no : List.of("--no-" + flag, "--" + flag + "=false")) {
      var settings = read("", no);
      assertThat(settings.isSet(flag)).as(no).isFalse();
      assertThat(Features.of(settings).get("api")).containsEntry("remote_write_receiver", false);
    }
    assertThat(read("").isSet("insecure")).isFalse();
  }

  @Test
  void aPathAloneIsAnExternalUrlAsInPrometheus() {
    assertThat(read("", "--web.external-url=/tocsin/").text("web.external-url", ""))
        .isEqualTo("/tocsin/");
  }
}
