package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsApiTest {
  private static final String BASE = "/api/v1/settings";

  @TempDir Path folder;

  private static final class Admin implements StoreAdmin {
    @Override
    public void deleteSeries(
        java.util.List<io.tocsin.model.Matcher> matchers, long startMillis, long endMillis) {}

    @Override
    public void cleanTombstones() {}

    @Override
    public String snapshot(boolean withHead) {
      return "";
    }
  }

  private static String edit(PageFixture pages, String from, String to) throws IOException {
    var shown = pages.client.get(BASE + "/config").body();
    var hash = shown.replaceAll("(?s).*\"hash\":\"([0-9a-f]{64})\".*", "$1");
    var yaml = shown.replaceAll("(?s).*\"yaml\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1");
    return "{\"path\":\"/etc/p.yml\",\"hash\":\""
        + hash
        + "\",\"yaml\":\""
        + yaml.replace(from, to)
        + "\"}";
  }

  @Test
  void aFileIsShownCheckedAndWrittenWithItsSecrets() throws IOException {
    var fake = new FakeParts();
    fake.admin = new Admin();
    try (var pages = new PageFixture(folder, fake)) {
      var client = pages.client;
      assertThat(client.get(BASE + "/config").body())
          .contains("password: <secret>")
          .doesNotContain("abc")
          .contains("\"writable\":true");
      var body = edit(pages, "15s", "30s");
      assertThat(client.post(BASE + "/config/check", body).body())
          .contains("\"good\":true")
          .contains("{\"change\":\"-\",\"text\":\"  scrape_interval: 15s\"}")
          .contains("{\"change\":\"+\",\"text\":\"  scrape_interval: 30s\"}")
          .contains("{\"change\":\" \",\"text\":\"rest: 1\"}");
      var bad = edit(pages, "15s", "bad");
      assertThat(client.post(BASE + "/config/check", bad).body())
          .contains("\"good\":false")
          .contains("\"line\":2");
      assertThat(client.send("PUT", BASE + "/config", bad).status()).isEqualTo(400);
      assertThat(client.send("PUT", BASE + "/config", body).status()).isEqualTo(200);
      assertThat(pages.settings.text)
          .isEqualTo("global:\n  scrape_interval: 30s\n  password: abc\nrest: 1\n");
      assertThat(client.send("PUT", BASE + "/config", body).status()).isEqualTo(409);
      assertThat(client.post(BASE + "/config/check", "{\"path\":\"/etc/shadow\"}").status())
          .isEqualTo(404);
    }
  }

  @Test
  void nobodyWhoIsNotKnownMayWriteAFile() throws IOException {
    try (var pages = new PageFixture(folder)) {
      var refused = pages.client.send("PUT", BASE + "/config", edit(pages, "15s", "30s"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("needs users, or a start with --web.enable-admin-api");
      assertThat(pages.client.get(BASE + "/config").body()).contains("\"writable\":false");
    }
  }

  @Test
  void storageSourcesAndReceiversAreListed() throws IOException {
    try (var pages = new PageFixture(folder)) {
      var client = pages.client;
      assertThat(client.get(BASE + "/storage").body())
          .contains("\"disk\":{\"path\":\"/d\",\"totalBytes\":1000,\"usableBytes\":400}")
          .contains(
              "{\"signal\":\"metrics\",\"path\":\"/d/tsdb\",\"bytes\":42,\"count\":7,\"oldest\":1,"
                  + "\"newest\":2,\"retention\":86400,\"limitBytes\":0}");
      assertThat(client.get(BASE + "/receivers").body()).contains("\"data\":[]");
      assertThat(client.get(BASE + "/sources").body())
          .contains("{\"name\":\"node\",\"targets\":1,\"up\":1,\"down\":0")
          .contains("\"pushers\":[]")
          .contains("\"first\":{\"scrape\":true,\"push\":false,\"event\":false}");
      client.post("/api/v1/write", "x", "User-Agent: Agent/1");
      client.post("/api/v1/write", "", "User-Agent: Agent/1");
      assertThat(client.get(BASE + "/sources").body())
          .contains("\"address\":\"127.0.0.1\",\"agent\":\"Agent/1\"")
          .contains("\"requests\":2,\"samples\":2,\"refused\":1}")
          .contains("\"push\":true");
    }
  }
}
