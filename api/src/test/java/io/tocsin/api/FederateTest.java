package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederateTest {
  private static final long NOW = FakeParts.NOW;

  @TempDir private Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new StoreFixture(folder, Labels.of("region", "eu", "job", "outer"));
    fixture.add(Labels.of("__name__", "up", "job", "a", "instance", "x:1"), 15_000, 0, 1);
    fixture.add(Labels.of("__name__", "up", "room", "k\"1\"\n"), 15_000, 1, 1.5e300);
    fixture.add(Labels.of("__name__", "gone", "job", "a"), 15_000, 1, StaleNan.VALUE);
    fixture.add(Labels.of("__name__", "heat.in.room", "my.label", "v"), 15_000, Double.NaN);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  @Test
  void theNewestSamplesCarryTheServersLabels() throws IOException {
    var answer = fixture.client.get("/federate?match[]=up&match[]={job=\"a\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    assertThat(answer.body())
        .isEqualTo(
            "# TYPE up untyped\n"
                + "up{instance=\"x:1\",job=\"a\",region=\"eu\"} 1 "
                + NOW
                + "\n"
                + "up{room=\"k\\\"1\\\"\\n\",instance=\"\",job=\"outer\",region=\"eu\"} 1.5e+300 "
                + NOW
                + "\n");
  }

  @Test
  void namesThatAreNotLegacyAreEscapedUnlessTheClientTakesThem() throws IOException {
    var target = "/federate?match[]={__name__=~\"heat.*\"}";
    assertThat(fixture.client.get(target).body())
        .isEqualTo(
            "# TYPE heat_in_room untyped\n"
                + "heat_in_room{my_label=\"v\",instance=\"\",job=\"outer\",region=\"eu\"} NaN "
                + NOW
                + "\n");
    var accept = "Accept: text/plain;version=1.0.0;escaping=allow-utf-8";
    assertThat(fixture.client.get(target, accept).body())
        .isEqualTo(
            "# TYPE \"heat.in.room\" untyped\n"
                + "{\"heat.in.room\",\"my.label\"=\"v\",instance=\"\",job=\"outer\","
                + "region=\"eu\"} NaN "
                + NOW
                + "\n");
  }

  @Test
  void onlyTheLookbackCounts() throws IOException {
    fixture.fake.clock.advance(Duration.ofMinutes(5));
    assertThat(fixture.client.get("/federate?match[]=up").body()).contains("up{");
    fixture.fake.clock.advance(Duration.ofMillis(1));
    assertThat(fixture.client.get("/federate?match[]=up").body()).isEmpty();
  }

  @Test
  void badSelectorsAreRefusedAndNoneSelectsNothing() throws IOException {
    assertThat(fixture.client.get("/federate?match[]=1").status()).isEqualTo(400);
    assertThat(fixture.client.get("/federate").body()).isEmpty();
  }
}
