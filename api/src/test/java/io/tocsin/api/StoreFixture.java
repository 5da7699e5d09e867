package io.tocsin.api;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// A server over a real store and engine; the parts beside them are those of [FakeParts].
final class StoreFixture implements Closeable {
  final FakeParts fake = new FakeParts();
  final Tsdb tsdb;
  final PromqlEngine engine;
  private final HttpServer server;
  final RawClient client;

  StoreFixture(Path folder, Labels external) throws IOException {
    tsdb = Tsdb.open(folder, TsdbOptions.defaults(), fake.clock, fake.registry);
    engine = new PromqlEngine(tsdb, EngineOptions.DEFAULT, fake.clock, fake.registry);
    fake.store = tsdb;
    fake.runner = QueryRunner.of(engine);
    fake.external = external;
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
    client = new RawClient(server.port());
  }

  /// Stores samples that end now, one every `stepMillis`.
  void add(Labels labels, long stepMillis, double... values) throws IOException {
    try (var appender = tsdb.appender(0)) {
      int series = appender.series(labels);
      for (int i = 0; i < values.length; i++) {
        appender.append(series, FakeParts.NOW - (values.length - 1 - i) * stepMillis, values[i]);
      }
      appender.commit(Appender.Durability.WRITTEN);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    tsdb.close();
  }
}
