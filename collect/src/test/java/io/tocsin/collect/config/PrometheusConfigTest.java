package io.tocsin.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.kit.ConfigException;
import io.tocsin.model.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrometheusConfigTest {
  private static PrometheusConfig parse(String text) {
    return PrometheusConfig.parse("p.yml", text, ReadFiles.disk());
  }

  private static ScrapeSettings only(String text) {
    return parse(text).scrapes().getFirst();
  }

  @Test
  void aPoolSaysHowItIsScrapedWithoutItsSecrets() {
    var text =
        """
        scrape_configs:
          - job_name: web
            scrape_timeout: 5s
            basic_auth: {username: u, password: hidden}
        """;
    var pool = PrometheusConfig.parse("p.yml", text, ReadFiles.disk()).scrapes().getFirst();
    assertThat(pool.text())
        .isEqualTo(
            """
            scrape_interval: 1m
            metrics_path: /metrics
            scheme: http
            honor_labels: false
            honor_timestamps: true
            job_name: web
            scrape_timeout: 5s
            basic_auth:
              username: u
              password: <secret>
            """);
  }

  @Test
  void defaultsAreThoseOfPrometheus() {
    var scrape = only("scrape_configs: [{job_name: a}]");
    assertThat(scrape.intervalMillis()).isEqualTo(60_000);
    assertThat(scrape.timeoutMillis()).isEqualTo(10_000);
    assertThat(scrape.path()).isEqualTo("/metrics");
    assertThat(scrape.scheme()).isEqualTo("http");
    assertThat(scrape.sampling()).isEqualTo(new ScrapeSettings.Sampling(false, true, false));
    assertThat(scrape.compression()).isTrue();
    assertThat(scrape.limits()).isEqualTo(Limits.NONE);
    assertThat(scrape.http()).isEqualTo(HttpSettings.DEFAULT);
    assertThat(parse("").evaluationIntervalMillis()).isEqualTo(60_000);
  }

  @Test
  void aShortIntervalShortensTheTimeout() {
    var scrape = only("scrape_configs: [{job_name: a, scrape_interval: 5s}]");
    assertThat(scrape.timeoutMillis()).isEqualTo(5_000);
  }

  @Test
  void globalLimitsApplyWhereThePoolHasNone() {
    var scrape =
        only(
            """
            global: {sample_limit: 10, label_limit: 3}
            scrape_configs: [{job_name: a, label_limit: 4}]
            """);
    assertThat(scrape.limits().samples()).isEqualTo(10);
    assertThat(scrape.limits().labels()).isEqualTo(4);
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLineAndTheNearestName() {
    assertThatThrownBy(() -> parse("scrape_configs:\n  - job_name: a\n    scrape_intervall: 5s\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "p.yml:3: scrape_configs[0].scrape_intervall: unknown key"
                + " (expected: scrape_interval)");
  }

  @Test
  void aBadValueIsRefusedWithWhatWasExpected() {
    assertThatThrownBy(() -> parse("global:\n  scrape_interval: fast\n"))
        .hasMessage(
            "p.yml:2: global.scrape_interval: fast (expected: a duration, as in 15s or 1h30m)");
  }

  @Test
  void aKeyThatComesTwiceIsRefused() {
    assertThatThrownBy(() -> parse("global: {}\nglobal: {}\n")).hasMessageContaining("p.yml:2");
  }

  @Test
  void anchorsAndMergeKeysWork() {
    var config =
        parse(
            """
            scrape_configs:
              - &base {job_name: a, scrape_interval: 5s}
              - <<: *base
                job_name: b
            """);
    assertThat(config.scrapes())
        .extracting(ScrapeSettings::jobName, ScrapeSettings::intervalMillis)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", 5_000L),
            org.assertj.core.groups.Tuple.tuple("b", 5_000L));
  }

  @Test
  void booleansAreReadAsGoYamlReadsThem() {
    assertThat(only("scrape_configs: [{job_name: a, honor_labels: yes}]").sampling().honorLabels())
        .isTrue();
  }

  @Test
  void anAliasBombIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 200000 nodes");
  }

  @Test
  void whatIsNotActedOnIsWarnedOf() {
    var config =
        parse(
            """
            scrape_configs:
              - job_name: a
                consul_sd_configs: [{server: "localhost:8500"}]
            rule_files: [missing-rules.yml]
            """);
    assertThat(config.warnings())
        .anyMatch(w -> w.contains("scrape_configs[0].consul_sd_configs: not supported yet"))
        .anyMatch(w -> w.contains("missing-rules.yml matches no file"));
  }

  @Test
  void credentialsDoNotPrint() {
    var scrape =
        only("scrape_configs: [{job_name: a, basic_auth: {username: u, password: hunter2}}]");
    assertThat(scrape.http().credentials()).isInstanceOf(Credentials.Basic.class);
    assertThat(scrape.toString()).doesNotContain("hunter2").contains("<secret>");
    var shown =
        parse(
                """
                # the database's password is hunter2
                scrape_configs:
                  - job_name: "a: b"
                    basic_auth: {username: u, password: hunter2}
                    http_headers: {X-Key: {secrets: [hunter2]}}
                    static_configs: [{targets: ["h:1"], labels: {port: "80"}}]
                remote_read: [{url: "http://u:hunter2@h/read"}]
                """)
            .text();
    assertThat(shown).doesNotContain("hunter2").contains("username: u", "password: <secret>");
    assertThat(parse(shown).scrapes().getFirst().jobName()).isEqualTo("a: b");
    assertThat(parse(shown).text()).isEqualTo(shown);
  }

  @Test
  void staticGroupsKeepTheirLabels() {
    var scrape =
        only(
            """
            scrape_configs:
              - job_name: a
                static_configs:
                  - targets: ["h:1", "h:2"]
                    labels: {env: prod, port: 80}
            """);
    assertThat(scrape.staticGroups())
        .containsExactly(
            new TargetGroup(List.of("h:1", "h:2"), Labels.of("env", "prod", "port", "80")));
  }

  @Test
  void retentionWithDotsIsTheSame() {
    var config = parse("storage:\n  tsdb:\n    retention.time: 30d\n    retention.size: 10GB\n");
    assertThat(config.retentionMillis()).isEqualTo(30L * 86_400_000);
    assertThat(config.retentionBytes()).isEqualTo(10L << 30);
  }

  @Test
  void theOutOfOrderWindowIsReadAndZeroIsNotTheSameAsNothing() {
    assertThat(parse("storage: {tsdb: {out_of_order_time_window: 30m}}").outOfOrderMillis())
        .isEqualTo(1_800_000);
    assertThat(parse("storage: {tsdb: {out_of_order_time_window: 0s}}").outOfOrderMillis())
        .isZero();
    assertThat(parse("global: {}").outOfOrderMillis()).isEqualTo(-1);
  }

  @Test
  void theStaleSeriesThresholdIsReadAndChecked() {
    assertThat(parse("storage: {tsdb: {stale_series_compaction_threshold: 0.35}}").staleThreshold())
        .isEqualTo(0.35);
    assertThat(parse("global: {}").staleThreshold()).isEqualTo(-1);
    assertThatThrownBy(() -> parse("storage: {tsdb: {stale_series_compaction_threshold: 1.5}}"))
        .hasMessageContaining("(expected: 0 to 1)");
  }

  @Test
  void theFileBoundsExemplars() {
    assertThat(parse("storage: {exemplars: {max_exemplars: 5}}").maxExemplars()).isEqualTo(5);
    assertThat(parse("storage: {exemplars: {max_exemplars: -1}}").maxExemplars()).isZero();
    assertThat(parse("storage: {tsdb: {}}").maxExemplars()).isEqualTo(100_000);
    assertThat(parse("global: {}").maxExemplars()).isEqualTo(100_000);
    assertThatThrownBy(() -> parse("storage: {exemplars: {max_exemplars: 99999999}}"))
        .hasMessageContaining("max_exemplars: 99999999 (expected: at most 16777216)");
  }

  @Test
  void retentionIsRead() {
    var config = parse("storage: {tsdb: {retention: {time: 30d, size: 512MB}}}");
    assertThat(config.retentionMillis()).isEqualTo(30L * 86_400_000);
    assertThat(config.retentionBytes()).isEqualTo(512L << 20);
  }
}
