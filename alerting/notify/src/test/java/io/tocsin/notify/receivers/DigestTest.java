package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.FsDirectory;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Outcome;
import io.tocsin.testkit.ManualClock;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Time stands still until the test turns it.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DigestTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir private Path folder;

  private final ManualClock clock = new ManualClock(at("2026-03-28T20:00"));

  private static long at(String time) {
    return ZonedDateTime.of(java.time.LocalDateTime.parse(time), BERLIN).toInstant().toEpochMilli();
  }

  private static AlertmanagerConfig config() {
    return ChannelFixture.config(
        "digest_configs: [{to: other, at: '9:00', location: Europe/Berlin}]", "");
  }

  private void collect(ChannelFixture channels, BuiltChannels built) throws InterruptedException {
    var integration = built.of(config().receivers().getFirst()).getFirst();
    assertThat(integration.send(channels.notification(true))).isEqualTo(Outcome.delivered());
  }

  private BuiltChannels build(ChannelFixture channels) {
    return (BuiltChannels) channels.maker().build(config());
  }

  @Test
  void theDayIsToldAtItsTimeAlsoWhenTheClocksChange() throws Exception {
    try (var channels = new ChannelFixture(folder, clock);
        var built = build(channels)) {
      clock.awaitSleepers(1);
      collect(channels, built);
      collect(channels, built);
      // The night is an hour shorter: 12 hours to 9:00.
      clock.advance(Duration.ofHours(12).minusSeconds(1));
      assertThat(channels.maker().outbox().latest("other", 0, 10)).isEmpty();
      clock.advance(Duration.ofSeconds(1));
      awaitTold(channels, 1);
      var told = channels.maker().outbox().latest("other", 0, 10);
      assertThat(told.getFirst().what().firing()).isEqualTo(1);
      assertThat(told.getFirst().what().resolved()).isEqualTo(1);
      assertThat(told.getFirst().whom().groupLabels()).isEqualTo("{digest=\"r\"}");
      // A day without anything to tell is not told.
      clock.awaitSleepers(1);
      clock.advance(Duration.ofHours(24));
      clock.awaitSleepers(1);
      collect(channels, built);
      clock.advance(Duration.ofHours(24));
      awaitTold(channels, 2);
    }
  }

  private static void awaitTold(ChannelFixture channels, int count) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (channels.maker().outbox().latest("other", 0, 10).size() < count) {
      assertThat(System.nanoTime()).as("told in time").isLessThan(end);
      Thread.onSpinWait();
    }
    assertThat(channels.maker().outbox().latest("other", 0, 10)).hasSize(count);
  }

  @Test
  void aCopyHasWhatWasToldAndWhatWasCollected(@TempDir Path copies) throws Exception {
    try (var channels = new ChannelFixture(folder, clock);
        var built = build(channels)) {
      clock.awaitSleepers(1);
      collect(channels, built);
      clock.advance(Duration.ofHours(13));
      awaitTold(channels, 1);
      clock.awaitSleepers(1);
      collect(channels, built);
      channels.maker().copy(FsDirectory.open(copies));
    }
    assertThat(ChannelMaker.verify(FsDirectory.open(copies))).isEmpty();
    assertThat(ChannelMaker.files(FsDirectory.open(copies)))
        .containsExactlyInAnyOrderElementsOf(FsDirectory.open(copies).list())
        .anyMatch(name -> name.startsWith("digest-"));
    try (var channels = new ChannelFixture(copies, clock);
        var built = build(channels)) {
      assertThat(built.of(config().receivers().getFirst())).hasSize(1);
      clock.awaitSleepers(1);
      assertThat(channels.maker().outbox().latest("other", 0, 10)).hasSize(1);
      clock.advance(Duration.ofHours(24));
      awaitTold(channels, 2);
    }
    var torn = FsDirectory.open(copies).list().getFirst();
    try (var file = FileChannel.open(copies.resolve(torn), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 1);
    }
    assertThat(ChannelMaker.verify(FsDirectory.open(copies)))
        .singleElement()
        .asString()
        .contains(torn)
        .contains("not whole");
  }

  @Test
  void whatWasCollectedSurvivesARestartAndIsToldLateRatherThanNever() throws Exception {
    try (var channels = new ChannelFixture(folder, clock);
        var built = build(channels)) {
      clock.awaitSleepers(1);
      collect(channels, built);
    }
    var later = new ManualClock(at("2026-03-29T11:00"));
    try (var channels = new ChannelFixture(folder, later);
        var built = build(channels)) {
      assertThat(built).isNotNull();
      later.awaitSleepers(1);
      assertThat(channels.maker().outbox().latest("other", 0, 10)).hasSize(1);
    }
    var again = new ManualClock(at("2026-03-29T11:30"));
    try (var channels = new ChannelFixture(folder, again);
        var built = build(channels)) {
      assertThat(built).isNotNull();
      again.awaitSleepers(1);
      assertThat(channels.maker().outbox().latest("other", 0, 10)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T08:59, 2026-06-01T09:00",
    "2026-06-01T09:00, 2026-06-01T18:30",
    "2026-06-01T18:30, 2026-06-02T09:00",
    "2026-12-31T23:59, 2027-01-01T09:00",
  })
  void theNextTimeIsTheOneAfter(String now, String next) {
    var times = List.of(LocalTime.of(9, 0), LocalTime.of(18, 30));
    var spec = new DigestSpec(0, true, "x", times, BERLIN);
    assertThat(spec.nextAfter(at(now))).isEqualTo(at(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{at: '09:00'} | to is missing",
        "{to: other, at: '25:00'} | a time of day, as in \"09:00\"",
        "{to: other, location: Mars} | a time zone, as in Europe/Berlin",
        "{to: other, when: x} | unknown key",
      })
  void whatCannotBeIsRefused(String digest, String cause) {
    assertThatThrownBy(() -> ChannelFixture.config("digest_configs: [" + digest + "]", ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(cause);
  }

  @Test
  void aDigestTellsAReceiverThatIsThere() throws Exception {
    try (var channels = new ChannelFixture(folder, clock)) {
      var nobody = ChannelFixture.config("digest_configs: [{to: nobody}]", "");
      assertThatThrownBy(() -> channels.maker().build(nobody))
          .hasMessage(
              "receiver r: digest_configs[0].to: nobody (expected: the name of a receiver)");
      var itself = ChannelFixture.config("digest_configs: [{to: r}]", "");
      assertThatThrownBy(() -> channels.maker().build(itself))
          .hasMessageContaining("expected: a receiver without digests");
    }
  }
}
