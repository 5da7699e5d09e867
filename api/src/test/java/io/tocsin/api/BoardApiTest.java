package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.api.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dashboards over a real catalog and a real socket.
class BoardApiTest {
  private static final String BOARDS = "/api/v1/dashboards";
  private static final String JSON = "Content-Type: application/json";

  @TempDir Path folder;
  private PageFixture pages;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    pages = new PageFixture(folder);
    client = pages.client;
  }

  @AfterEach
  void stop() throws IOException {
    pages.close();
  }

  private static String board(String uid, String title) {
    return "{\"dashboard\":1,\"uid\":\""
        + uid
        + "\",\"title\":\""
        + title
        + "\",\"tags\":[\"t\"],\"panels\":[]}";
  }

  private Answer create(String uid, String title) throws IOException {
    return client.post(
        BOARDS,
        "{\"dashboard\":" + board(uid, title) + ",\"folder\":\"Team\",\"message\":\"first\"}",
        JSON);
  }

  private Answer save(String uid, String title, int version) throws IOException {
    var body =
        "{\"dashboard\":"
            + board(uid, title)
            + ",\"folder\":\"Team\",\"message\":\"again\",\"version\":"
            + version
            + "}";
    return client.send("PUT", BOARDS + "/" + uid, body, JSON);
  }

  private String get(String path) throws IOException {
    return client.get(BOARDS + path).body();
  }

  @Test
  void aBoardIsSavedListedAndShown() throws IOException {
    var made = create("a", "Alpha");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body()).contains("\"data\":{\"uid\":\"a\",\"version\":1}");
    assertThat(get(""))
        .contains(
            "{\"uid\":\"a\",\"title\":\"Alpha\",\"folder\":\"Team\",\"tags\":[\"t\"],\"panels\":0,"
                + "\"version\":1,\"updated\":1700000000.123,\"updatedBy\":\"\",\"source\":\"saved\","
                + "\"editable\":true,\"starred\":false}")
        .contains("\"uid\":\"given\"")
        .contains("\"source\":\"file\",\"editable\":false");
    assertThat(get("/a"))
        .contains("\"dashboard\":" + board("a", "Alpha"))
        .contains("\"message\":\"first\"");
  }

  @Test
  void aBoardWithoutAUidGetsOne() throws IOException {
    var made =
        client.post(
            BOARDS, "{\"dashboard\":{\"dashboard\":1,\"title\":\"x\",\"panels\":[]}}", JSON);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body()).containsPattern("\"uid\":\"[0-9a-f]{12}\"");
    var yaml = "dashboard: 1\ntitle: y\npanels: []\n";
    var second = client.post(BOARDS + "?folder=F", yaml, "Content-Type: application/yaml");
    assertThat(second.status()).as(second.body()).isEqualTo(201);
  }

  @Test
  void aSaveOfAnOlderVersionIsRefused() throws IOException {
    create("a", "Alpha");
    assertThat(create("a", "Other").status()).isEqualTo(409);
    assertThat(save("a", "Beta", 1).body()).contains("\"version\":2");
    var late = save("a", "Gamma", 1);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("version: 1 is not the newest (expected: 2)");
    assertThat(save("none", "x", 1).status()).isEqualTo(404);
    assertThat(get("/a")).contains("\"title\":\"Beta\"");
  }

  @Test
  void versionsAreKeptAndRestored() throws IOException {
    create("a", "v1");
    for (int i = 1; i < 55; i++) {
      assertThat(save("a", "v" + (i + 1), i).status()).isEqualTo(200);
    }
    assertThat(get("/a?version=6")).contains("\"title\":\"v6\"");
    assertThat(client.get(BOARDS + "/a?version=5").status()).isEqualTo(404);
    assertThat(get("/a/versions"))
        .contains(
            "{\"version\":55,\"updated\":1700000000.123,\"updatedBy\":\"\",\"message\":\"again\"}");
    var restored = client.post(BOARDS + "/a/restore", "{\"version\":7}", JSON);
    assertThat(restored.body()).contains("\"version\":56");
    assertThat(get("/a")).contains("\"title\":\"v7\"").contains("\"message\":\"version 7 again\"");
  }

  @Test
  void aDeletedBoardCanBeTakenBackForThirtyDays() throws IOException {
    create("a", "Alpha");
    create("b", "Beta");
    assertThat(client.send("DELETE", BOARDS + "/a", "").status()).isEqualTo(204);
    assertThat(client.get(BOARDS + "/a").status()).isEqualTo(404);
    assertThat(get("")).doesNotContain("\"uid\":\"a\"");
    assertThat(get("?deleted=true")).contains("\"uid\":\"a\"");
    assertThat(client.post(BOARDS + "/a/undelete", "").status()).isEqualTo(204);
    assertThat(get("/a")).contains("Alpha");
    client.send("DELETE", BOARDS + "/a", "");
    assertThat(create("a", "Once more").body()).contains("\"version\":2");
    client.send("DELETE", BOARDS + "/b", "");
    pages.fake.clock.advance(Duration.ofDays(31));
    assertThat(client.post(BOARDS + "/b/undelete", "").status()).isEqualTo(404);
    assertThat(create("b", "New").status()).isEqualTo(201);
  }

  @Test
  void whatComesFromElsewhereCannotBeChanged() throws IOException {
    assertThat(get("/given")).contains("\"title\":\"Given\"").contains("\"editable\":false");
    assertThat(save("given", "x", 1).status()).isEqualTo(409);
    assertThat(create("given", "x").body()).contains("uid: given comes from file");
    assertThat(client.send("DELETE", BOARDS + "/given", "").status()).isEqualTo(409);
  }

  @Test
  void starsSearchTagsAndFolders() throws IOException {
    create("a", "Alpha Disk");
    assertThat(client.send("PUT", BOARDS + "/a/star", "").status()).isEqualTo(204);
    assertThat(client.send("PUT", BOARDS + "/none/star", "").status()).isEqualTo(404);
    assertThat(get("")).contains("\"starred\":true");
    assertThat(client.send("DELETE", BOARDS + "/a/star", "").status()).isEqualTo(204);
    assertThat(get("")).doesNotContain("\"starred\":true");
    assertThat(get("?search=disk+team")).contains("\"uid\":\"a\"").doesNotContain("given");
    assertThat(get("?tag=host")).contains("given").doesNotContain("\"uid\":\"a\"");
    assertThat(get("?folder=Team")).contains("\"uid\":\"a\"").doesNotContain("given");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() throws IOException {
    var yaml = "dashboard: 1\nuid: y\ntitle: y\npanels: []\ncolour: red\n";
    var refused = client.post(BOARDS, yaml, "Content-Type: application/yaml");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("\"line\":5").contains("colour");
    assertThat(client.post(BOARDS, "{}", JSON).body()).contains("dashboard: missing");
    assertThat(client.post(BOARDS, "x".repeat(9 << 20), JSON).status()).isEqualTo(413);
  }

  @Test
  void grafanasFormComesInAndGoesOut() throws IOException {
    var grafana =
        "{\"title\":\"G\",\"uid\":\"g1\",\"schemaVersion\":39,\"panels\":[{\"id\":1,\"type\":\"text\","
            + "\"title\":\"T\",\"gridPos\":{\"x\":0,\"y\":0,\"w\":12,\"h\":4},"
            + "\"options\":{\"mode\":\"markdown\",\"content\":\"hi\"}}]}";
    var looked = client.post(BOARDS + "/import", grafana, JSON);
    assertThat(looked.status()).isEqualTo(200);
    assertThat(looked.body())
        .contains("\"report\":{\"panels\":1,\"rendered\":1,\"later\":0")
        .contains("\"verdict\":\"rendered\"");
    assertThat(client.get(BOARDS + "/g1").status()).isEqualTo(404);
    var kept = client.post(BOARDS + "/import?save=true&folder=In", grafana, JSON);
    assertThat(kept.body()).contains("\"uid\":\"g1\"");
    assertThat(client.post(BOARDS + "/import?save=true", grafana, JSON).status()).isEqualTo(409);
    assertThat(client.post(BOARDS + "/import?save=true&uid=new", grafana, JSON).status())
        .isEqualTo(201);
    assertThat(client.post(BOARDS + "/import?save=true&overwrite=true", grafana, JSON).status())
        .isEqualTo(201);
    assertThat(get("/g1")).contains("\"version\":2");
    assertThat(get("/g1/export?format=yaml")).startsWith("dashboard: 1\n").contains("uid: g1");
    assertThat(get("/g1/export?format=grafana")).contains("\"schemaVersion\"");
    assertThat(client.get(BOARDS + "/g1/export").header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"g1.json\"");
    assertThat(client.get(BOARDS + "/g1/export?format=pdf").status()).isEqualTo(400);
  }

  @Test
  void boardsAreThereAfterARestart() throws IOException {
    create("a", "Alpha");
    pages.close();
    pages = new PageFixture(folder);
    client = pages.client;
    assertThat(get("/a")).contains("Alpha");
  }

  @Test
  void aPageIsFrozenForAWhile() throws IOException {
    var body =
        "{\"title\":\"T\",\"path\":\"/explore?x=1\",\"expires\":\"1d\",\"data\":{\"kind\":\"explore\",\"n\":[1.50,null,true,\"ä\"]}}";
    var made = client.post("/api/v1/snapshots", body, JSON);
    assertThat(made.status()).isEqualTo(201);
    var path =
        made.body().replaceAll("(?s).*\"path\":\"/snapshot/([^\"]+)\".*", "/api/v1/snapshots/$1");
    assertThat(client.get(path).body())
        .contains("\"data\":{\"kind\":\"explore\",\"n\":[1.50,null,true,\"ä\"]}")
        .contains("\"expires\":1700086400.123");
    assertThat(client.get("/api/v1/snapshots").body()).contains("\"title\":\"T\"");
    pages.fake.clock.advance(Duration.ofDays(2));
    assertThat(client.get(path).status()).isEqualTo(404);
    var again = client.post("/api/v1/snapshots", body.replace("1d", "400d"), JSON);
    assertThat(again.body()).contains("expires: 400d (expected: more than 0, at most 366d)");
    assertThat(client.send("DELETE", path, "").status()).isEqualTo(404);
    assertThat(client.post("/api/v1/snapshots", "{\"title\":\"T\",\"path\":\"/x\"}", JSON).body())
        .contains("data: missing");
  }
}
