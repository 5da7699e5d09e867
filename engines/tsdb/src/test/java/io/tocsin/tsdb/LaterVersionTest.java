package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.StoreException;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Files that a later version of this program has written are no damage: the start is refused, and
/// nothing is changed.
class LaterVersionTest {
  private static final int LOG_HEADER_BYTES = 20;
  private static final int CHECKSUM_BYTES = 4;

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  private void append(Tsdb tsdb) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(Labels.of("__name__", "m")), clock.millis(), 1);
      appender.commit(Durability.SYNCED);
    }
  }

  @Test
  void aCheckpoint() throws IOException {
    try (var tsdb = open()) {
      append(tsdb);
    }
    directory = directory.afterKill();
    refuses(makeLater(first("checkpoint-\\d+"), 8, LOG_HEADER_BYTES));
  }

  @Test
  void aLog() throws IOException {
    var tsdb = open();
    append(tsdb);
    directory = directory.afterKill();
    Stored.abandon(tsdb);
    refuses(makeLater(first("wal-\\d+"), 8, LOG_HEADER_BYTES));
  }

  @Test
  void aBlock() throws IOException {
    try (var tsdb = open()) {
      for (int hour = 0; hour < 12; hour++) {
        append(tsdb);
        clock.advance(Duration.ofHours(1));
        tsdb.maintain();
      }
    }
    directory = directory.afterKill();
    for (var file : new String[] {"meta", "index", "data"}) {
      var name = first("b-.*\\." + file);
      byte[] before = bytes(name);
      refuses(makeLater(name, 4, -CHECKSUM_BYTES));
      write(name, before);
    }
    open().close();
  }

  private void refuses(String name) throws IOException {
    var files = directory.list();
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(name + ": of a later version of this program");
    assertThatThrownBy(() -> TsdbReader.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(name);
    assertThat(directory.list()).isEqualTo(files);
  }

  /// Writes version 2 into a file's header and makes its checksum right.
  ///
  /// @param checksumAt where the checksum of all before it stands; from the end if negative
  private String makeLater(String name, int versionAt, int checksumAt) throws IOException {
    byte[] bytes = bytes(name);
    bytes[versionAt] = 2;
    int end = checksumAt < 0 ? bytes.length + checksumAt : checksumAt;
    var crc = new CRC32C();
    crc.update(bytes, 0, end);
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      bytes[end + i] = (byte) (crc.getValue() >>> (8 * i));
    }
    write(name, bytes);
    return name;
  }

  private String first(String pattern) {
    return directory.list().stream()
        .filter(file -> file.matches(pattern))
        .findFirst()
        .orElseThrow();
  }

  private byte[] bytes(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      return directory.map(name, arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    directory.delete(name);
    try (var out = directory.create(name)) {
      out.write(bytes, 0, bytes.length);
      out.sync();
    }
    directory.syncNames();
  }
}
