package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who gets a backup, and what of one that fails on its way.
class BackupEndpointTest {
  private static final String PATH = "/api/v1/admin/backup";

  private final FakeParts fake = new FakeParts();
  private final AtomicInteger closed = new AtomicInteger();
  private BackupSource source =
      () -> {
        throw new BackupSource.Busy("backup: one is under way");
      };

  private HttpServer server;
  private RawClient client;

  @BeforeEach
  void start() {
    fake.backups = () -> source.begin();
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private final class Text implements BackupSource.Archive {
    private final boolean fails;

    Text(boolean fails) {
      this.fails = fails;
    }

    @Override
    public String name() {
      return "20260131T235959Z";
    }

    @Override
    public long bytes() {
      return 5;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write("whole".getBytes(StandardCharsets.UTF_8));
      if (fails) {
        throw new IOException("the disk is gone");
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void aProgramOnThisMachineGetsOne() throws IOException {
    source = () -> new Text(false);
    var answer = client.post(PATH, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("whole");
    assertThat(answer.header("X-Tocsin-Backup")).isEqualTo("20260131T235959Z");
    assertThat(answer.header("X-Tocsin-Backup-Bytes")).isEqualTo("5");
    assertThat(closed).hasValue(1);
  }

  @Test
  void noPageGetsOneNotEvenOurs() throws IOException {
    source = () -> new Text(false);
    var host = "http://127.0.0.1:" + server.port();
    for (var header :
        new String[] {
          "Origin: http://evil.example",
          "Origin: " + host,
          "Sec-Fetch-Site: same-origin",
          "Sec-Fetch-Site: none",
          "Referer: " + host + "/"
        }) {
      assertThat(client.send("POST", PATH, "", header).status()).as(header).isEqualTo(403);
    }
    assertThat(client.get(PATH).status()).isEqualTo(405);
    assertThat(closed).hasValue(0);
  }

  @Test
  void whatAProxyPassesOnIsNotOfThisMachine() throws IOException {
    source = () -> new Text(false);
    var answer = client.send("POST", PATH, "", "X-Forwarded-For: 192.0.2.1");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("asked for from another machine");
  }

  @Test
  void theSecondAtATimeIsToldToWait() throws IOException {
    var answer = client.post(PATH, "");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("one is under way");
  }

  @Test
  void oneThatFailsOnItsWayIsSeenToBeCut() throws IOException {
    source = () -> new Text(true);
    assertThatThrownBy(() -> client.post(PATH, "")).isInstanceOf(IOException.class);
    assertThat(closed).hasValue(1);
  }
}
