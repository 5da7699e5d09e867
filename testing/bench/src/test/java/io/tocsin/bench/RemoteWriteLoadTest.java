package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airlift.compress.v3.snappy.SnappyDecompressor;
import io.tocsin.bench.load.Tape;
import io.tocsin.bench.load.TapeColumns;
import io.tocsin.bench.load.TapeTest;
import io.tocsin.bench.load.WriteRequestReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pushes to a receiver in this process that decodes and keeps everything.
class RemoteWriteLoadTest {
  private final Map<Map<String, String>, List<Long>> times = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private volatile int refuseAfter = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/write", this::receive);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void pushesEverySampleOnceAndInOrderPerSeries() throws Exception {
    var load = load(new RemoteWriteLoad.Shape(7, 2, 130, 1_000_000, 15_000, 3));
    try (var web = web()) {
      load.push(web);
    }

    assertThat(times).hasSize(7 * 2);
    assertThat(times.values())
        .allSatisfy(series -> assertThat(series).hasSize(130).isSorted().doesNotHaveDuplicates());
    assertThat(times.keySet())
        .contains(
            Map.of(
                "__name__",
                "b",
                "instance",
                "host-6:9100",
                "job",
                "node",
                "env",
                "production",
                "dc",
                "dc-2"));
    assertThat(load.acknowledged()).isEqualTo(7 * 2 * 130);
    assertThat(requests.get()).isEqualTo(130 * 4);
  }

  @Test
  void countsOnlyWhatWasAcknowledged() throws Exception {
    refuseAfter = 10;
    var load = load(new RemoteWriteLoad.Shape(4, 1, 100, 1_000_000, 15_000, 2));
    try (var web = web()) {
      assertThatThrownBy(() -> load.push(web)).hasMessageContaining("status 400 (expected: 2xx)");
    }
    assertThat(load.acknowledged()).isEqualTo(10 * 2);
  }

  @Test
  void refusesALoadWithoutBound() {
    assertThatThrownBy(() -> new RemoteWriteLoad.Shape(1_000_000, 1, 1, 0, 15_000, 1))
        .hasMessage("hosts: 1000000 (expected: 1 to 20000)");
  }

  private Web web() {
    return new Web(server.getAddress().getPort());
  }

  private static RemoteWriteLoad load(RemoteWriteLoad.Shape shape) {
    var tape = Tape.of(List.of(TapeTest.scrape(1, "a 1\nb 2\n"), TapeTest.scrape(2, "a 3\nb 4\n")));
    return new RemoteWriteLoad(TapeColumns.of(tape), shape);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (requests.incrementAndGet() > refuseAfter) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      for (var sample : WriteRequestReader.read(uncompress(body))) {
        times.computeIfAbsent(sample.labels(), _ -> new ArrayList<>()).add(sample.timeMillis());
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static byte[] uncompress(byte[] body) {
    var snappy = SnappyDecompressor.create();
    var message = new byte[snappy.getUncompressedLength(body, 0)];
    int length = snappy.decompress(body, 0, body.length, message, 0, message.length);
    return Arrays.copyOf(message, length);
  }
}
