package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void eachFileGetsALineAndOneBadFileFailsAll() throws Exception {
    var good = file("good.yml", "global: {scrape_interval: 5s}\ntocsin: {log.level: warn}\n");
    var bad = file("bad.yml", "global:\n  scrape_intervall: 5s\n");
    var run = CommandRun.of("check", "config", bad, good);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            bad
                + ": bad: "
                + bad
                + ":2: global.scrape_intervall: unknown key (expected: scrape_interval)",
            good + ": ok");
    assertThat(run.err()).isEmpty();
    assertThat(CommandRun.of("check", "config", good).exit()).isZero();
  }

  @Test
  void ourOwnSectionIsCheckedAsTheServerReadsIt() throws Exception {
    var bad = file("tocsin.yml", "tocsin:\n  tsdb: {durability: never}\n");
    var run = CommandRun.of("check", "config", bad);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("tocsin.yml:2: tocsin.tsdb.durability: never (expected: strict");
  }

  @Test
  void aFileThatIsNamedAndMissingIsAWarning() throws Exception {
    var config =
        file(
            "p.yml",
            """
            scrape_configs:
              - job_name: a
                basic_auth: {username: u, password_file: nowhere.txt}
                static_configs: [{targets: [localhost:1]}]
            """);
    var run = CommandRun.of("check", "config", config);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith(config + ": ok, 1 warning: ").contains("nowhere.txt");
    var syntax = CommandRun.of("check", "config", "--syntax-only", config);
    assertThat(syntax.out()).isEqualTo(config + ": ok\n");
  }

  @Test
  void aRuleFileThatIsNamedHasToBeThereAndAPatternNeedNotMatch() throws Exception {
    var pattern = file("pattern.yml", "rule_files: ['none*.yml']\n");
    assertThat(CommandRun.of("check", "config", pattern).exit()).isZero();
    var named = file("named.yml", "rule_files:\n  - 'none*.yml'\n  - missing.yml\n");
    var run = CommandRun.of("check", "config", named);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("named.yml:3: rule_files[1]: missing.yml is not there (expected: an existing");
    file("missing.yml", "groups: []\n");
    assertThat(CommandRun.of("check", "config", named).exit()).isZero();
  }

  @Test
  void aDigestNeedsAReceiver() throws Exception {
    var text =
        "route: {receiver: a}\nreceivers: [{name: a, digest_configs: [{to: b}]}, {name: %s}]\n";
    var bad = CommandRun.of("check", "config", file("bad.yml", text.formatted("c")));
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).contains("digest_configs[0].to: b (expected: the name of a receiver)");
    assertThat(CommandRun.of("check", "config", file("good.yml", text.formatted("b"))).exit())
        .isZero();
  }

  @Test
  void rulesInPlainLanguageAreRules() throws Exception {
    var rules =
        file(
            "plain.yml",
            """
            catalogue: {queue: {metric: queue_length}}
            conditions: [{name: LongQueue, condition: "queue > 50", severity: warning}]
            """);
    assertThat(CommandRun.of("check", "config", rules).out()).isEqualTo(rules + ": ok, 1 rule\n");
  }

  @Test
  void whatCannotBeReadIsSaidOnce() throws Exception {
    var none = folder.resolve("none.yml").toString();
    var missing = CommandRun.of("check", "config", none);
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.out())
        .isEqualTo(none + ": bad: no such file (expected: a configuration file)\n");
    var latin = folder.resolve("latin.yml");
    Files.write(latin, "# Größe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(CommandRun.of("check", "config", latin.toString()).out())
        .isEqualTo(latin + ": bad: no text in UTF-8 (expected: a configuration file)\n");
    assertThat(CommandRun.of("check", "config", folder.toString()).exit()).isEqualTo(1);
    var usage = CommandRun.of("check", "config");
    assertThat(usage.exit()).isEqualTo(2);
    assertThat(usage.err()).isEqualTo("tocsin: check config: no file (expected: FILE...)\n");
  }

  @Test
  void metricsAreCleanLintOrUnreadable() throws Exception {
    var clean = "# HELP a_total Counts.\n# TYPE a_total counter\na_total 1\n";
    assertThat(CommandRun.reading(clean, "check", "metrics")).isEqualTo(new CommandRun(0, "", ""));
    var lint = CommandRun.reading("# TYPE a counter\na 1\n", "check", "metrics");
    assertThat(lint.exit()).isEqualTo(3);
    assertThat(lint.err()).contains("a ").contains("_total");
    var bad = CommandRun.reading("a 1\nb{ 2\n", "check", "metrics");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err()).contains("line 2");
    assertThat(CommandRun.of("check", "metrics", "a.txt").exit()).isEqualTo(2);
  }
}
