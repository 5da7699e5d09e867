package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  private static final List<Option> OPTIONS =
      List.of(
          Option.of("config", "FILE", "", "config.file", "c"),
          Option.of("match", "SELECTOR", ""),
          Option.flag("insecure", ""),
          Option.ignored("agent", ""),
          Option.ignored("log.format", "VALUE"));

  private static Arguments parse(String... words) {
    return Arguments.parse(OPTIONS, List.of(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--config a.yml",
        "--config=a.yml",
        "-config a.yml",
        "--config.file=a.yml",
        "-c a.yml",
        "-c=a.yml",
        "--config b.yml --config a.yml",
        "operand --config a.yml"
      })
  void valuesComeInEveryForm(String line) {
    assertThat(parse(line.split(" ")).value("config", "")).isEqualTo("a.yml");
  }

  @Test
  void whatIsNoOptionIsAnOperand() {
    var parsed = parse("a", "--insecure", "b", "-", "--", "--config");
    assertThat(parsed.operands()).containsExactly("a", "b", "-", "--config");
    assertThat(parsed.isSet("insecure")).isTrue();
    assertThat(parsed.has("config")).isFalse();
    assertThat(parsed.value("config", "none")).isEqualTo("none");
  }

  @Test
  void optionsMayComeManyTimes() {
    assertThat(parse("--match", "a", "--match=b=c").all("match")).containsExactly("a", "b=c");
    assertThat(parse().all("match")).isEmpty();
  }

  @Test
  void flagsAreSwitchedOnAndOff() {
    assertThat(parse().isSet("insecure")).isFalse();
    assertThat(parse("--insecure=true").isSet("insecure")).isTrue();
    assertThat(parse("--insecure=false").isSet("insecure")).isFalse();
    assertThat(parse("--insecure", "--no-insecure").isSet("insecure")).isFalse();
    assertThatThrownBy(() -> parse("--insecure=yes"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--insecure=yes: no such value (expected: true or false)");
  }

  @Test
  void unknownOptionsAreRefusedWithTheNearestName() {
    assertThatThrownBy(() -> parse("--confg", "a"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--confg: unknown option (did you mean --config?)");
    assertThatThrownBy(() -> parse("--zzzzzzzz=1"))
        .hasMessage("--zzzzzzzz=1: unknown option (see --help)");
    assertThatThrownBy(() -> parse("--no-config"))
        .hasMessageStartingWith("--no-config: unknown option");
  }

  @Test
  void aMissingValueIsNotTakenFromTheNextOption() {
    assertThatThrownBy(() -> parse("--config"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--config: no value (expected: FILE)");
    assertThatThrownBy(() -> parse("--config", "--insecure"))
        .hasMessage("--config: no value (expected: FILE)");
    assertThatThrownBy(() -> parse("--config", "--match=x"))
        .hasMessage("--config: no value (expected: FILE)");
    assertThat(parse("--config", "--odd-name").value("config", "")).isEqualTo("--odd-name");
  }

  @Test
  void whatHasNoEffectIsKeptOnce() {
    var parsed = parse("--agent", "--log.format=json", "--log.format=logfmt", "--insecure");
    assertThat(parsed.ignored()).containsExactly("agent", "log.format");
  }

  @Test
  void everyFlagOfAnExistingUnitFileIsUnderstood() {
    var line =
        "--config.file=/etc/prometheus/prometheus.yml --storage.tsdb.path=/var/lib/prometheus"
            + " --storage.tsdb.retention.time=30d --storage.tsdb.retention.size=10GB"
            + " --storage.tsdb.wal-compression --no-storage.tsdb.wal-compression"
            + " --web.listen-address=:9091 --web.console.templates=/etc/consoles"
            + " --web.console.libraries=/etc/lib --web.enable-lifecycle --web.enable-admin-api"
            + " --web.external-url=https://x.example/p --log.level=warn --log.format=json"
            + " --enable-feature=exemplar-storage --query.timeout=1m --query.lookback-delta=2m";
    var parsed = Arguments.parse(ServeOptions.OPTIONS, List.of(line.split(" ")));
    assertThat(parsed.value("config", "")).isEqualTo("/etc/prometheus/prometheus.yml");
    assertThat(parsed.value("data", "")).isEqualTo("/var/lib/prometheus");
    assertThat(parsed.value("listen", "")).isEqualTo(":9091");
    assertThat(parsed.isSet("web.enable-lifecycle")).isTrue();
    assertThat(parsed.value("log.format", "")).isEqualTo("json");
    assertThat(parsed.ignored()).contains("storage.tsdb.wal-compression");
    assertThat(parsed.operands()).isEmpty();
  }
}
