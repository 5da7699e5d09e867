package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import io.tocsin.model.Labels;
import io.tocsin.testkit.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertmanagerConfigTest {
  private static final String INTERVALS =
      """
      time_intervals:
        - name: out
          time_intervals:
            - weekdays: ['saturday', 'sunday']
            - times: [{start_time: '17:00', end_time: '24:00'}, {start_time: '00:00', end_time: '09:00'}]
              location: America/New_York
        - name: month-end
          time_intervals: [{days_of_month: ['-2:-1'], months: ['february:march', 12], years: [2027]}]
      """;

  private static AlertmanagerConfig parse(String text) {
    return AlertmanagerConfig.parse(
        "am.yml", text, MatcherSyntax.FALLBACK, new RecordingReceivers(new ManualClock(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | am.yml:1: no route provided in config",
        "`receivers: [{name: a}]` | am.yml:1: no routes provided",
        "`{route: {}, receivers: [{name: a}]}` | root route must specify a default receiver",
        "`{route: {receiver: b}, receivers: [{name: a}]}` | route.receiver: undefined receiver",
        "`{route: {receiver: a, continue: true}, receivers: [{name: a}]}` | cannot have continue",
        "`{route: {receiver: a, matchers: [x=y]}, receivers: [{name: a}]}` | any matchers",
        "`{route: {receiver: a, group_by: [x, x]}, receivers: [{name: a}]}` | duplicated label",
        "`{route: {receiver: a, group_by: [x, '...']}, receivers: [{name: a}]}` | wildcard",
        "`{route: {receiver: a, group_interval: 0s}, receivers: [{name: a}]}` | cannot be zero",
        "`{route: {receiver: a, group_wiat: 1s}, receivers: [{name: a}]}` | (expected: group_wait)",
        "`{route: {receiver: a}, receivers: [{name: a}, {name: a}]}` | is not unique",
        "`{route: {receiver: a}, receivers: [{nme: a}]}` | missing name in receiver",
        "`{route: {receiver: a, routes: [{mute_time_intervals: [x]}]}, receivers: [{name: a}]}` |"
            + " undefined time interval",
        "`{route: {receiver: a, routes: [{matchers: ['a?b']}]}, receivers: [{name: a}]}` | am.yml:1:"
            + " route.routes[0].matchers[0]",
      })
  void refusesWithFileLineAndReason(String text, String message) {
    assertThatThrownBy(() -> parse(text == null ? "" : text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("am.yml:1: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{times: [{start_time: '17:00', end_time: '09:00'}]} | start time cannot be equal or greater",
        "{times: [{start_time: '7:00', end_time: '09:00'}]} | 7:00 (expected: a time as in 09:00",
        "{weekdays: ['friday:monday']} | start day cannot be before end day",
        "{weekdays: ['freitag']} | freitag (expected: a weekday",
        "{days_of_month: ['0']} | expected: a day of the month",
        "{days_of_month: ['-1:5']} | end day must be negative if start day is negative",
        "{days_of_month: ['20:-15']} | end day -15 is always before start day 20",
        "{months: ['may:april']} | end month is before start month",
        "{years: ['2027:2026']} | end year is before start year",
        "{location: Nowhere/Else} | expected: the name of a time zone",
      })
  void refusesTimesThatNeverAre(String interval, String message) {
    var text =
        "{route: {receiver: a}, receivers: [{name: a}], time_intervals: [{name: t,"
            + " time_intervals: ["
            + interval
            + "]}]}";
    assertThatThrownBy(() -> parse(text)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "out, 2026-11-21T15:00:00Z, true",
    "out, 2026-11-23T13:59:00Z, true",
    "out, 2026-11-23T14:00:00Z, false",
    "out, 2026-11-23T21:59:59Z, false",
    "out, 2026-11-23T22:00:00Z, true",
    "month-end, 2027-02-27T00:00:00Z, true",
    "month-end, 2027-02-26T23:59:59Z, false",
    "month-end, 2027-12-30T00:00:00Z, true",
    "month-end, 2027-04-30T00:00:00Z, false",
    "month-end, 2026-12-31T00:00:00Z, false",
  })
  void timesAreReadInTheirZone(String name, String at, boolean inside) {
    var config = parse(full());
    long millis = Instant.parse(at).toEpochMilli();
    var intervals = config.timeIntervals().get(name);
    assertThat(intervals).isNotNull();
    assertThat(intervals.stream().anyMatch(interval -> interval.contains(millis)))
        .isEqualTo(inside);
  }

  private static String full() {
    return """
    route:
      receiver: web
      group_by: [team]
      labels: {board: main}
      routes:
        - matchers: [severity="critical"]
          receiver: pager
          continue: true
          mute_time_intervals: [month-end]
          labels: {tier: '1'}
        - active_time_intervals: [out]
          group_by: [...]
    receivers:
      - name: web
      - name: pager
    """
        + INTERVALS;
  }

  @Test
  void explainsWhereAnAlertGoesAndWhy() {
    var config = parse(full());
    var labels = Labels.of("alertname", "Down", "team", "db", "severity", "critical");
    long monday = Instant.parse("2026-11-23T15:00:00Z").toEpochMilli();
    var found = Routes.explain(config, labels, monday);
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().receiver()).isEqualTo("pager");
    assertThat(found.getFirst().isMuted()).isFalse();
    assertThat((Object) found.getFirst().groupLabels()).isEqualTo(Labels.of("team", "db"));
    assertThat(found.getFirst().path())
        .extracting(RouteExplanation.Step::line)
        .containsExactly(1, 6);
    var second = found.getLast();
    assertThat(second.receiver()).isEqualTo("web");
    assertThat((Object) second.groupLabels()).isEqualTo(labels);
    assertThat(second.mutedBy()).containsExactly(new RouteExplanation.Muting("out", true));
    assertThat(second.path().getLast().id()).isEqualTo("{}/{}/1");
  }

  @Test
  void routesInheritWhatTheyDoNotSay() {
    var routes = parse(full()).route().children();
    assertThat(routes.getFirst().options().groupBy()).containsExactly("team");
    assertThat(routes.getFirst().options().labels())
        .containsEntry("board", "main")
        .containsEntry("tier", "1");
    assertThat(routes.getLast().options().groupByAll()).isTrue();
    assertThat(routes.getLast().options().muteTimeIntervals()).isEmpty();
  }

  @Test
  void showsItselfWithoutSecrets() {
    var config =
        parse(
            """
            route: {receiver: a}
            receivers: [{name: a, webhook_configs: [{url: 'http://me:pass@host/'}]}]
            """);
    assertThat(config.shown()).doesNotContain("pass@").contains("receiver: a");
  }

  @Test
  void theStandardOneIsWhatItsTextSays() {
    var standard = AlertmanagerConfig.standard();
    var read = parse(standard.shown());
    assertThat(read.route().options()).isEqualTo(standard.route().options());
    assertThat(read.receivers()).isEqualTo(standard.receivers());
  }
}
