package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.api.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRulesTest {
  private static final String SAVED = "/api/v1/rules/saved";
  private static final String GOOD =
      "groups:\\n- name: g\\n  rules:\\n  - alert: Down\\n    expr: up == 0\\n";

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

  private Answer save(String name, String yaml, int version) throws IOException {
    var body = "{\"yaml\":\"" + yaml + "\",\"version\":" + version + ",\"message\":\"m\"}";
    return client.send("PUT", SAVED + "/" + name, body);
  }

  @Test
  void savedRulesAreInForceAtOnce() throws IOException {
    var made = save("team", GOOD, 0);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(pages.taken).hasSize(1);
    assertThat(pages.taken.getFirst())
        .singleElement()
        .satisfies(rule -> assertThat(rule.yaml()).startsWith("groups:\n- name: g"));
    assertThat(client.get(SAVED).body())
        .contains("\"name\":\"team\"")
        .contains("\"file\":\"saved/team\",\"version\":1")
        .contains("\"groups\":[\"g\"]");
    assertThat(save("team", GOOD.replace("Down", "Gone"), 1).body()).contains("\"version\":2");
    assertThat(client.get(SAVED + "/team").body()).contains("alert: Gone");
    assertThat(client.get(SAVED + "/team/versions").body())
        .contains("alert: Gone")
        .contains("alert: Down");
    assertThat(client.send("DELETE", SAVED + "/team", "").status()).isEqualTo(204);
    assertThat(pages.taken.getLast()).isEmpty();
    assertThat(client.get(SAVED + "/team").status()).isEqualTo(404);
    assertThat(save("team", GOOD, 0).body()).contains("\"version\":3");
  }

  @Test
  void badRulesChangeNothing() throws IOException {
    save("team", GOOD, 0);
    var refused = save("team", GOOD.replace("up == 0", "up =="), 1);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("\"line\":5").contains("saved/team:5: ");
    assertThat(client.get(SAVED).body()).contains("\"version\":1");
    assertThat(pages.taken).hasSize(1);
    assertThat(save("team", GOOD, 0).status()).isEqualTo(409);
    assertThat(save("team%2Fx", GOOD, 0).status()).isEqualTo(404);
    assertThat(save("-x", GOOD, 0).body()).contains("name: -x (expected:");
  }

  @Test
  void rulesAreCheckedWithoutSaving() throws IOException {
    var good = client.post("/api/v1/rules/check", "{\"yaml\":\"" + GOOD + "\"}");
    assertThat(good.body())
        .contains(
            "{\"good\":true,\"problems\":[],\"groups\":[{\"name\":\"g\",\"rules\":[{\"name\":\"Down\","
                + "\"type\":\"alerting\"}]}]}");
    var bad = client.post("/api/v1/rules/check", "{\"yaml\":\"groups:\\n- nam: g\\n\"}");
    assertThat(bad.body()).contains("\"good\":false").contains("\"line\":2");
    assertThat(client.get(SAVED).body()).contains("\"data\":[]");
  }
}
