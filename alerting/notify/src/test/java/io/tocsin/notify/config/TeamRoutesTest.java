package io.tocsin.notify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.http.LocalFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.RouteExplanation;
import io.tocsin.notify.Routes;
import io.tocsin.notify.receivers.ChannelReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TeamRoutesTest {
  private static final String REST =
      """
      route:
        receiver: rest
        routes: [{matchers: [own="yes"], receiver: own}]
      receivers: [{name: rest}, {name: own}, {name: pager}, {name: chat}, {name: daily}]
      """;

  private static AlertmanagerConfig config(String teams) {
    return AlertmanagerConfig.parse(
        "a.yml", teams + REST, MatcherSyntax.FALLBACK, new ChannelReader(LocalFiles.disk()));
  }

  private static List<String> told(AlertmanagerConfig config, String at, String... labels) {
    long millis = Instant.parse(at).toEpochMilli();
    return Routes.explain(config, Labels.of(labels), millis).stream()
        .filter(route -> !route.isMuted())
        .map(RouteExplanation::receiver)
        .toList();
  }

  @Test
  void aTeamNeedsItsNameAndReceivers() {
    var config =
        config("team_routes: [{team: ops, receivers: {page: pager, chat: chat, digest: daily}}]\n");
    var noon = "2026-06-05T12:00:00Z";
    assertThat(told(config, noon, "team", "ops", "severity", "high")).containsExactly("pager");
    assertThat(told(config, "2026-06-05T17:00:00Z", "team", "ops", "severity", "high"))
        .containsExactly("chat");
    assertThat(told(config, noon, "team", "db", "severity", "high")).containsExactly("rest");
    assertThat(told(config, noon, "own", "yes")).containsExactly("own");
  }

  @Test
  void twoTeamsWithWeeksAndRowsOfTheirOwn() {
    var config =
        config(
            """
            team_routes:
              - team: ops
                receivers: {page: pager, chat: chat, digest: daily}
              - team: riyadh
                matchers: ['team=~"riyadh|jeddah"']
                receivers: {page: pager, chat: chat}
                hours: {weekdays: ['sunday:thursday'], begin: '08:00', end: '16:00', location: Asia/Riyadh, holidays: ['2026-06-07']}
                severities: {Sev1: page, P2: page-in-hours, warning: chat}
                batch: 10m
            """);
    assertThat(told(config, "2026-06-14T05:00:00Z", "team", "jeddah", "severity", "high"))
        .containsExactly("pager"); // a Sunday
    assertThat(told(config, "2026-06-07T06:00:00Z", "team", "jeddah", "severity", "high"))
        .containsExactly("chat"); // a holiday
    assertThat(told(config, "2026-06-05T06:00:00Z", "team", "jeddah", "severity", "high"))
        .containsExactly("chat"); // a Friday
    assertThat(told(config, "2026-06-05T06:00:00Z", "team", "jeddah", "severity", "info"))
        .containsExactly("rest");
    var warning = Labels.of("team", "riyadh", "severity", "warning");
    var explained = Routes.explain(config, warning, 0).getFirst();
    assertThat(explained.waits().groupMillis()).isEqualTo(600_000);
    assertThat(explained.path().getLast().line()).isEqualTo(4);
  }

  @Test
  void whatIsShownIsAnOrdinaryConfiguration() {
    var config =
        config("team_routes: [{team: ops, receivers: {page: pager, chat: chat, digest: daily}}]\n");
    assertThat(config.shown()).doesNotContain("team_routes").contains("ops-off-hours");
    var again =
        AlertmanagerConfig.parse(
            "b.yml", config.shown(), MatcherSyntax.FALLBACK, new ChannelReader(LocalFiles.disk()));
    assertThat(told(again, "2026-06-06T12:00:00Z", "team", "ops", "severity", "high"))
        .containsExactly("chat");
  }

  @Test
  void aDigestIsShownWhereAmtoolPassesOverIt() {
    var config =
        AlertmanagerConfig.parse(
            "a.yml",
            "route: {receiver: rest}\n"
                + "receivers: [{name: rest}, {name: daily, digest_configs: [{to: rest}]}]\n",
            MatcherSyntax.FALLBACK,
            new ChannelReader(LocalFiles.disk()));
    assertThat(config.shown().lines().filter(line -> line.contains("digest_configs")))
        .hasSize(1)
        .allMatch(line -> line.startsWith("#"));
    assertThat(config.shown().lines().filter(line -> line.contains("name: daily"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{team: ops}|a.yml:1: team_routes[0]: receivers is missing",
        "{team: o p}|a.yml:1: team_routes[0].team: o p (expected: a word, as ops)",
        "{team: ops, receivers: {page: pager}}|chat is missing (expected: who is told of high)",
        "{team: ops, receivers: {page: nobody, chat: chat, digest: daily}}|undefined receiver",
        "{team: ops, receivers: {page: pager}, severities: {sev9: page}}|severity sev9 (expected: cr",
        "{team: ops, receivers: {page: pager}, severities: {high: sms}}|sms (expected: chat, digest",
        "{team: ops, hours: {begin: '9'}, receivers: {page: pager}, severities: {high: page}}|9 (exp",
        "{team: ops, hours: {begin: '18:00'}, receivers: {page: pager}, severities: {high: page}}|en",
        "{team: ops, hours: {location: Mars}, receivers: {page: pager}, severities: {high: page}}|Mar",
        "{team: ops, hours: {holidays: [xmas]}, receivers: {page: pager}, severities: {high: page}}|x",
        "{team: ops, hours: {weekdays: [day]}, receivers: {page: pager}, severities: {high: page}}|da",
        "{team: ops, color: red, receivers: {page: pager}, severities: {high: page}}|color",
      })
  void whatIsWrongIsSaidWhereItStands(String team, String words) {
    assertThatThrownBy(() -> config("team_routes: [" + team + "]\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("a.yml:1: ")
        .hasMessageContaining(words);
  }
}
