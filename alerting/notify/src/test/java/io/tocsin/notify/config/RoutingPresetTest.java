package io.tocsin.notify.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.http.LocalFiles;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.RouteExplanation;
import io.tocsin.notify.Routes;
import io.tocsin.notify.receivers.ChannelReader;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A team in Berlin; the clocks there are one or two hours ahead of UTC.
final class RoutingPresetTest {
  private static final RoutingPreset OPS =
      new RoutingPreset(
          "ops",
          List.of("team=\"ops\""),
          new RoutingPreset.Receivers("pager", "chat", "daily"),
          new RoutingPreset.Hours(
              RoutingPreset.Hours.WORK_DAYS,
              "09:00",
              "18:00",
              "Europe/Berlin",
              List.of(LocalDate.of(2026, 12, 25))),
          RoutingPreset.usualRows(),
          "5m");

  private static AlertmanagerConfig config(RoutingPreset preset) {
    var text =
        preset.intervals()
            + "route:\n  receiver: rest\n"
            + preset.routes().indent(2)
            + "receivers: [{name: rest}, {name: pager}, {name: chat}, {name: daily,"
            + " digest_configs: [{to: chat}]}]\n";
    return AlertmanagerConfig.parse(
        "a.yml", text, MatcherSyntax.FALLBACK, new ChannelReader(LocalFiles.disk()));
  }

  private static List<String> told(RoutingPreset preset, String severity, String berlin) {
    long millis =
        LocalDateTime.parse(berlin).atZone(ZoneId.of("Europe/Berlin")).toInstant().toEpochMilli();
    var labels = Labels.of("alertname", "A", "team", "ops", "severity", severity);
    return Routes.explain(config(preset), labels, millis).stream()
        .filter(route -> !route.isMuted())
        .map(RouteExplanation::receiver)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "critical, 2026-06-06T03:00, pager",
    "high, 2026-06-05T09:00, pager",
    "high, 2026-06-05T17:59, pager",
    "high, 2026-06-05T18:00, chat",
    "high, 2026-06-05T08:59, chat",
    "high, 2026-06-06T12:00, chat",
    "high, 2026-01-05T09:00, pager",
    "high, 2026-12-25T12:00, chat",
    "high, 2026-12-28T12:00, pager",
    "warning, 2026-06-05T12:00, chat",
    "warning, 2026-06-06T03:00, chat",
    "info, 2026-06-05T12:00, daily",
    "none, 2026-06-05T12:00, rest",
    "Sev 1, 2026-06-06T03:00, pager",
    "P2, 2026-06-06T12:00, chat",
    "page, 2026-06-06T12:00, pager",
    "SEV-4, 2026-06-05T12:00, daily",
  })
  void oneReceiverIsToldAtEachTime(String severity, String berlin, String receiver) {
    assertThat(told(OPS, severity, berlin)).containsExactly(receiver);
  }

  @Test
  void withoutHolidaysEveryWeekdayIsWork() {
    var hours =
        new RoutingPreset.Hours(Set.of(DayOfWeek.values()), "00:00", "24:00", "UTC", List.of());
    var always = new RoutingPreset("ops", OPS.matchers(), OPS.receivers(), hours, OPS.rows(), "5m");
    assertThat(always.intervals()).contains("name: ops-hours");
    assertThat(told(always, "high", "2026-12-25T03:00")).containsExactly("pager");
  }
}
