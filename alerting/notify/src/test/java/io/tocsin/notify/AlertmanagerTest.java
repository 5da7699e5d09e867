package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.tocsin.kit.Clock;
import io.tocsin.kit.ConfigException;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.testkit.CrashableDirectory;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AlertmanagerTest {
  private static final long START = 1_700_000_000_000L;
  private static final String CONFIG =
      """
      route:
        receiver: web
        group_by: [alertname]
        group_wait: 1s
        group_interval: 3s
        labels: {board: main}
        routes:
          - matchers: [quiet="yes"]
            receiver: other
            mute_time_intervals: [always]
      inhibit_rules:
        - source_matchers: [severity="critical"]
          target_matchers: [severity="warning"]
          equal: [instance]
      time_intervals:
        - name: always
          time_intervals: [{}]
      receivers:
        - name: web
          labels: {owner: team-a}
          webhook_configs: [{url: 'http://recorder/web/0'}]
        - name: other
          webhook_configs: [{url: 'http://recorder/other/0'}]
      """;

  private final Play play;

  AlertmanagerTest() throws IOException {
    play = new Play(START, AlertmanagerOptions.DEFAULT, CONFIG);
  }

  private static Alert alert(String... labels) {
    return new Alert(Labels.of(labels), new TreeMap<>(), 0, 0, "");
  }

  private void tell(Alert... alerts) {
    play.alertmanager.accept(List.of(alerts));
  }

  @Test
  void showsWhatKeepsAnAlertBack() throws IOException {
    tell(
        alert("alertname", "Down", "instance", "a", "severity", "critical"),
        alert("alertname", "Slow", "instance", "a", "severity", "warning"),
        alert("alertname", "Odd"));
    var silence =
        new Silence(
            "",
            List.of(Matchers.of(List.of(Matcher.equal("alertname", "Odd")))),
            0,
            START + 60_000,
            0,
            "me",
            "",
            new TreeMap<>());
    var id = play.alertmanager.silences().set(silence).id();
    var views = play.alertmanager.alerts(AlertQuery.ALL);
    assertThat(views).hasSize(3);
    assertThat(views).isSortedAccordingTo((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
    for (var view : views) {
      var status = view.status();
      switch (view.alert().labels().value("alertname")) {
        case "Down" -> assertThat(status.state()).isEqualTo(AlertStatus.State.ACTIVE);
        case "Slow" ->
            assertThat(status.inhibitedBy())
                .containsExactly(
                    Fingerprint.text(
                        Labels.of("alertname", "Down", "instance", "a", "severity", "critical")));
        default -> assertThat(status.silencedBy()).containsExactly(id);
      }
      assertThat(view.receivers()).containsExactly("web");
      assertThat(view.updatedAtMillis()).isEqualTo(START);
    }
    var onlyActive = new AlertQuery(Matchers.NONE, true, false, false, true, receiver -> true);
    assertThat(play.alertmanager.alerts(onlyActive)).hasSize(1);
    var ofB =
        new AlertQuery(
            Matchers.NONE, true, true, true, true, r -> "team-b".equals(r.labels().get("owner")));
    assertThat(play.alertmanager.alerts(ofB)).isEmpty();
  }

  @Test
  void showsGroupsAndWhatMutesThem() {
    tell(alert("alertname", "Down"), alert("alertname", "Up", "quiet", "yes"));
    play.until(START + 2_000);
    var groups = play.alertmanager.groups(AlertQuery.ALL);
    assertThat(groups).extracting(AlertGroup::receiver).containsExactly("web", "other");
    assertThat(groups.getFirst().routeLabels()).containsEntry("board", "main");
    assertThat(groups.getFirst().groupKey()).isEqualTo("{}:{alertname=\"Down\"}");
    assertThat(groups.getLast().mutedBy()).containsExactly("always");
    assertThat(groups.getLast().alerts().getFirst().mutedBy()).containsExactly("always");
    assertThat(groups.getLast().routeId()).isEqualTo("{}/{quiet=\"yes\"}/0");
    var unmuted = new AlertQuery(Matchers.NONE, true, true, true, false, receiver -> true);
    assertThat(play.alertmanager.groups(unmuted)).hasSize(1);
  }

  @Test
  void refusesWhatIsNoAlertAndTakesTheRest() {
    var late = new Alert(Labels.of("a", "b"), new TreeMap<>(), 2_000, 1_000, "");
    var refusals = play.alertmanager.post(List.of(alert(), late, alert("alertname", "Down")));
    assertThat(refusals)
        .containsExactly("at least one label pair required", "start time must be before end time");
    assertThat(play.alertmanager.alerts(AlertQuery.ALL)).hasSize(1);
    assertThat(value("alertmanager_alerts_invalid")).isEqualTo(2);
    assertThat(value("alertmanager_alerts_received", "status", "firing")).isEqualTo(2);
    assertThat(value("alertmanager_alerts", "state", "active")).isEqualTo(1);
  }

  @Test
  void anAcknowledgementLastsUntilTheAlertIsOver() throws IOException {
    tell(alert("alertname", "Down", "severity", "P1", "team", "db"));
    play.until(START + 60_000);
    var id = play.alertmanager.alerts(AlertQuery.ALL).getFirst().fingerprint();
    assertThat(play.alertmanager.acknowledge("0000000000000000", "me", "")).isNull();
    var first = play.alertmanager.acknowledge(id, "me", "on it");
    assertThat(play.alertmanager.acknowledge(id, "you", "me too")).isEqualTo(first);
    play.kill();
    tell(alert("alertname", "Down", "severity", "P1", "team", "db"));
    var view = play.alertmanager.alerts(AlertQuery.ALL).getFirst();
    assertThat(view.acknowledgement()).isEqualTo(first);
    play.until(START + 90_000);
    var over =
        new Alert(
            Labels.of("alertname", "Down", "severity", "P1", "team", "db"),
            new TreeMap<>(),
            0,
            START + 90_000,
            "");
    tell(over);
    tell(alert("alertname", "Down", "severity", "P1", "team", "db"));
    assertThat(play.alertmanager.alerts(AlertQuery.ALL).getFirst().acknowledgement()).isNull();
    assertThat(value("tocsin_notify_time_to_resolve_seconds", "severity", "critical", "team", "db"))
        .isEqualTo(30);
  }

  @Test
  void noMoreAlertsOfOneNameAreTakenThanTheLimit() throws IOException {
    var options = AlertmanagerOptions.DEFAULT.withLimits(2, SilenceLimits.NONE);
    var limited = new Play(START, options, CONFIG);
    limited.alertmanager.accept(
        List.of(
            alert("alertname", "Down", "i", "1"),
            alert("alertname", "Down", "i", "2"),
            alert("alertname", "Down", "i", "3"),
            alert("alertname", "Up")));
    assertThat(limited.alertmanager.alerts(AlertQuery.ALL)).hasSize(3);
  }

  @Test
  void nothingIsSentBeforeTheStartDelayIsOver() throws IOException {
    var delayed = new Play(START, AlertmanagerOptions.DEFAULT.withStartDelay(5_000), CONFIG);
    delayed.alertmanager.accept(List.of(alert("alertname", "Down")));
    delayed.until(START + 4_900);
    assertThat(delayed.receivers.got()).isEmpty();
    delayed.until(START + 5_000);
    assertThat(delayed.receivers.got()).hasSize(1);
  }

  @Test
  void aConfigurationThatIsRefusedLeavesTheOldOne() {
    assertThatThrownBy(() -> play.reload("route: {}")).isInstanceOf(ConfigException.class);
    play.alertmanager.refused();
    assertThat(play.alertmanager.config().receivers()).hasSize(2);
    assertThat(value("alertmanager_config_last_reload_successful")).isZero();
  }

  @Test
  void testsAReceiverPastEverything() throws InterruptedException {
    var outcomes = play.alertmanager.test("other", alert("alertname", "Test"));
    assertThat(outcomes).containsExactly(Outcome.delivered());
    assertThat(play.receivers.got())
        .singleElement()
        .satisfies(got -> assertThat(got.receiver()).isEqualTo("other"));
    assertThatThrownBy(() -> play.alertmanager.test("nobody", alert("a", "b")))
        .hasMessageContaining("receiver: nobody (expected: ");
  }

  @Test
  void fingerprintsAreThoseOfAlertmanager() {
    assertThat(Fingerprint.text(Labels.EMPTY)).isEqualTo("cbf29ce484222325");
    assertThat(Fingerprint.of(Labels.of("a", "b")))
        .isNotEqualTo(Fingerprint.of(Labels.of("a", "c")));
  }

  @Test
  void severitiesOfOtherProgramsAreOnOneScale() {
    assertThat(List.of("Sev1", "P1", "critical", "page"))
        .allMatch(word -> Severity.of(word) == Severity.CRITICAL);
    assertThat(List.of("Sev 2", "P2", "error", "HIGH"))
        .allMatch(word -> Severity.of(word) == Severity.HIGH);
    assertThat(List.of("sev-3", "P3", "warn"))
        .allMatch(word -> Severity.of(word) == Severity.WARNING);
    assertThat(List.of("Sev4", "info")).allMatch(word -> Severity.of(word) == Severity.INFO);
    assertThat(Severity.of("purple")).isEqualTo(Severity.NONE);
  }

  /// The thread that keeps the time, on the clock of this machine.
  @Test
  void sendsByItself() throws IOException, InterruptedException {
    var clock = Clock.system();
    var sent = new CountDownLatch(10);
    var receivers = new RecordingReceivers(clock, sent::countDown);
    var parts =
        new AlertmanagerParts(new CrashableDirectory(), receivers, clock, new PrometheusRegistry());
    var config =
        AlertmanagerConfig.parse(
            "am.yml",
            CONFIG.replace("group_wait: 1s", "group_wait: 20ms"),
            MatcherSyntax.FALLBACK,
            receivers);
    try (var alertmanager = Alertmanager.open(parts, AlertmanagerOptions.DEFAULT, config)) {
      alertmanager.accept(
          IntStream.range(0, 10).mapToObj(i -> alert("alertname", "A" + i)).toList());
      assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private double value(String name, String... labels) {
    var wanted = io.prometheus.metrics.model.snapshots.Labels.of(labels);
    return play.metrics.scrape().stream()
        .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .filter(point -> point.getLabels().equals(wanted))
        .mapToDouble(AlertmanagerTest::number)
        .sum();
  }

  private static double number(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> counter.getValue();
      case GaugeDataPointSnapshot gauge -> gauge.getValue();
      case HistogramDataPointSnapshot histogram -> histogram.getSum();
      default -> Double.NaN;
    };
  }
}
