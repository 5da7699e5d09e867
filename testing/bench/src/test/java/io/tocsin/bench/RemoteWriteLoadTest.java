package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airlift.compress.v3.snappy.SnappyDecompressor;
import io.tocsin.bench.load.Habits;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.Tape;
import io.tocsin.bench.load.TapeColumns;
import io.tocsin.bench.load.TapeTest;
import io.tocsin.bench.load.WriteRequestReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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
  private final Map<Map<String, String>, List<Long>> histogramTimes = new ConcurrentHashMap<>();
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
  void lateSamplesArriveOnceAndWithinTheirHour() throws Exception {
    var shape = new RemoteWriteLoad.Shape(6, 6, 200, 1_000_000, 60_000, 1);
    var load = new RemoteWriteLoad(columns(), shape, new Habits(0, 0.2, 60));
    try (var web = web()) {
      load.push(web);
    }

    assertThat(load.acknowledged()).isEqualTo(6 * 2 * 200);
    assertThat(times.values())
        .allSatisfy(series -> {
          assertThat(series).hasSize(200).doesNotHaveDuplicates();
          long newest = 0;
          int late = 0;
          for (long time : series) {
            late += time < newest ? 1 : 0;
            newest = Math.max(newest, time);
            assertThat(newest - time).isLessThanOrEqualTo(3_600_000);
          }
          assertThat(late).isBetween(15, 70);
        });
  }

  @Test
  void aHostThatIsReplacedEndsWithStalenessMarkers() throws Exception {
    var shape = new RemoteWriteLoad.Shape(4, 2, 90, 1_000_000, 60_000, 2);
    var load = new RemoteWriteLoad(columns(), shape, new Habits(40, 0, 0));
    try (var web = web()) {
      load.push(web);
    }

    var byInstance = load.acknowledgedByInstance();
    assertThat(byInstance.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4 * 90);
    assertThat(byInstance)
        .hasSizeBetween(3 * 4, 4 * 4)
        .containsKeys("host-0:9100", "host-0-1:9100");
    // Every host but the last in each of the four places ended, and has one marker for each series.
    assertThat(times.values().stream().mapToInt(List::size).sum())
        .isEqualTo(2 * (4 * 90 + byInstance.size() - 4));
    assertThat(load.acknowledged()).isEqualTo(2 * 4 * 90);
  }

  @Test
  void aSteadyPushSendsEachStepOnce() throws Exception {
    var load = load(new RemoteWriteLoad.Shape(5, 5, 20, 1_000_000, 60_000, 1));
    try (var web = web();
        var push = SteadyPush.start(load, web, 5, 20, 1)) {
      assertThat(Pace.await(() -> !push.isRunning(), Duration.ofMillis(1), Duration.ofSeconds(30)))
          .isTrue();
      assertThat(push.step()).isEqualTo(20);
    }
    assertThat(load.acknowledged()).isEqualTo(5 * 2 * 15);
    assertThat(times.values()).allSatisfy(series -> assertThat(series).hasSize(15).isSorted());
  }

  @Test
  void histogramsArePushedWholeOrAsTheirParts() throws Exception {
    var whole = new HistogramLoad(true, 9, 40, 10_000_000);
    var parts = new HistogramLoad(false, 9, 40, 10_000_000);
    try (var web = web()) {
      whole.push(web);
      parts.push(web);
    }

    assertThat(whole.acknowledged()).isEqualTo(9 * 40);
    assertThat(parts.acknowledged()).isEqualTo(9 * 40 * 14);
    assertThat(histogramTimes).hasSize(9);
    assertThat(histogramTimes.values())
        .allSatisfy(series ->
            assertThat(series)
                .hasSize(40)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(10_000_000L));
    assertThat(times).hasSize(9 * 14);
    assertThat(times.values()).allSatisfy(series -> assertThat(series).hasSize(40).isSorted());
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
    return new RemoteWriteLoad(columns(), shape);
  }

  private static TapeColumns columns() {
    return TapeColumns.of(
        Tape.of(List.of(TapeTest.scrape(1, "a 1\nb 2\n"), TapeTest.scrape(2, "a 3\nb 4\n"))));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (requests.incrementAndGet() > refuseAfter) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      byte[] message = uncompress(body);
      for (var sample : WriteRequestReader.read(message)) {
        times.computeIfAbsent(sample.labels(), _ -> new ArrayList<>()).add(sample.timeMillis());
      }
      for (var histogram : WriteRequestReader.readHistograms(message)) {
        histogramTimes
            .computeIfAbsent(histogram.labels(), _ -> new ArrayList<>())
            .add(histogram.timeMillis());
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
