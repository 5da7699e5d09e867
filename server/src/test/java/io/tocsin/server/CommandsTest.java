package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
  @Test
  void theOverviewNamesEveryCommand() throws Exception {
    for (var words : new String[][] {{"--help"}, {"-h"}, {"help"}}) {
      var run = CommandRun.of(words);
      assertThat(run.exit()).isZero();
      assertThat(run.err()).isEmpty();
      for (var command : Commands.all()) {
        assertThat(run.out()).contains("  " + command.name(), command.summary());
      }
    }
    assertThat(CommandRun.of("--help").out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void eachCommandExplainsItsOptions() throws Exception {
    for (var command : Commands.all()) {
      var words = new java.util.ArrayList<>(command.words());
      words.add("--help");
      var run = CommandRun.of(words.toArray(new String[0]));
      assertThat(run.exit()).as(command.name()).isZero();
      assertThat(run.out()).startsWith("usage: tocsin " + command.name());
      var names = new HashSet<String>();
      for (var option : command.options()) {
        assertThat(run.out()).contains("--" + option.name());
        assertThat(names.add(option.name())).as(option.name() + " comes once").isTrue();
        option.aliases().forEach(alias -> assertThat(names.add(alias)).as(alias).isTrue());
      }
      words.removeLast();
      words.addFirst("help");
      assertThat(CommandRun.of(words.toArray(new String[0])).out()).isEqualTo(run.out());
    }
  }

  @Test
  void aFamilyOfCommandsIsListed() throws Exception {
    var run = CommandRun.of("check", "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("check config FILE...", "check metrics").doesNotContain("tsdb");
    assertThat(CommandRun.of("help", "check").out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check | check: incomplete command (expected: check config, check rules, check metrics)",
        "check confg a.yml | check confg: unknown command (expected: check config, check rules, check metrics)",
        "chekc config | chekc config: unknown command (did you mean check config?)",
        "helth | helth: unknown command (did you mean health?)",
        "zzzzzz | zzzzzz: unknown command (see tocsin --help)",
        "help zzzzzz | zzzzzz: unknown command (see tocsin --help)",
        "completion fish | completion: \"fish\" (expected: bash or zsh)",
        "serve operand | operand: serve takes no operands",
        "--lisen x | --lisen: unknown option (did you mean --listen?)",
        "query instant a b | query: 2 operands (expected: [URL] QUERY)",
        "query series up | query series: up (expected: a URL at most; --match SELECTOR)",
        "query series | query series: no --match (expected: at least one selector)",
        "query instant --time noon up | time: noon (expected: RFC 3339 or Unix seconds)",
        "test promql | test promql: no file (expected: FILE...)",
        "tsdb verify | tsdb: 0 operands (expected: one data directory)",
      })
  void whatCannotBeUnderstoodExitsWith2(String line, String error) throws Exception {
    var run = CommandRun.of(line.split(" "));
    assertThat(run.err()).isEqualTo("tocsin: " + error + "\n");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsSaidToBe(@TempDir Path folder) throws Exception {
    var web = folder.resolve("web.yml");
    var data = folder.resolve("data").toString();
    var run = CommandRun.of("--data", data, "--web.config.file", web.toString());
    assertThat(run.err()).isEqualTo("tocsin: " + web + ": no such file or directory\n");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void theVersionIsOneLine() throws Exception {
    assertThat(CommandRun.of("--version").out()).matches("tocsin \\d+\\.\\d+\\.\\d+\\S*\n");
    assertThat(CommandRun.of("version")).isEqualTo(CommandRun.of("--version"));
  }

  @Test
  void scriptsAreCountedAFileALineAndTheTotalsLast(@TempDir Path folder) throws Exception {
    var good = Files.writeString(folder.resolve("good.test"), "eval instant at 0 1 + 1\n  2\n");
    var text = "load 1m\n  m 1\n\neval instant at 0 m\n  m 2\n\neval instant at 0 m\n  m 1\n";
    var mixed = Files.writeString(folder.resolve("mixed.test"), text);
    var run = CommandRun.of("test", "promql", good.toString(), mixed.toString());
    assertThat(run.exit()).isEqualTo(1);
    var lines = run.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo(good + ": 1 passed, 0 failed, 0 skipped");
    assertThat(lines.get(1)).isEqualTo(mixed + ": 1 passed, 1 failed, 0 skipped");
    assertThat(lines.get(2)).startsWith("  " + mixed + ":4");
    assertThat(lines.getLast()).isEqualTo("2 passed, 1 failed");
    var passed = CommandRun.of("test", "promql", good.toString());
    assertThat(passed.exit()).isZero();
    assertThat(passed.out()).endsWith("\n1 passed, 0 failed\n");
    var none = CommandRun.of("test", "promql", folder.resolve("none.test").toString());
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("none.test").contains("no such file");
  }
}
