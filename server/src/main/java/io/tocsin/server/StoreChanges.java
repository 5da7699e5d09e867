package io.tocsin.server;

import io.tocsin.api.StoreAdmin;
import io.tocsin.kit.Clock;
import io.tocsin.model.Matcher;
import io.tocsin.tsdb.Tsdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Changes of the series store by request; copies go to `snapshots` in the data directory, as
/// Prometheus' do.
record StoreChanges(Tsdb tsdb, Path data, Clock clock) implements StoreAdmin {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Override
  public void deleteSeries(List<Matcher> matchers, long startMillis, long endMillis)
      throws IOException {
    tsdb.delete(matchers, startMillis, endMillis);
  }

  @Override
  public void cleanTombstones() throws IOException {
    tsdb.cleanTombstones();
  }

  @Override
  public String snapshot(boolean withHead) throws IOException {
    long unique = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    var name = TIME.format(Instant.ofEpochMilli(clock.millis())) + String.format("-%016x", unique);
    var folder = Files.createDirectories(data.resolve("snapshots"));
    tsdb.snapshot(folder.resolve(name), withHead);
    return name;
  }
}
