package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final FakeParts FAKE = new FakeParts();
  private static final HttpServer SERVER = HttpServer.start(HttpOptions.loopback(0), FAKE.parts());
  private final RawClient client = new RawClient(SERVER.port());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private void assertLines(String path, String... lines) throws IOException {
    var answer = client.get("/api/v1/search/" + path);
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(answer.body()).as(path).isEqualTo(String.join("\n", lines) + "\n");
  }

  private void assertBad(String path, String error) throws IOException {
    var answer = client.get("/api/v1/search/" + path);
    assertThat(answer.status()).as(path).isEqualTo(400);
    assertThat(answer.body()).contains(error);
  }

  private static final String END = "{\"status\":\"success\",\"has_more\":false}";

  @Test
  void namesComeInLinesWithATrailer() throws IOException {
    assertLines("metric_names", "{\"results\":[{\"name\":\"heat\"},{\"name\":\"up\"}]}", END);
    assertLines(
        "label_names?batch_size=3",
        "{\"results\":[{\"name\":\"__name__\"},{\"name\":\"instance\"},{\"name\":\"job\"}]}",
        "{\"results\":[{\"name\":\"room\"}]}",
        END);
    assertLines("label_values?label=job", "{\"results\":[{\"value\":\"node\"}]}", END);
    assertLines("label_values?label=none", "{\"results\":[]}", END);
    assertLines(
        "label_names?limit=1&match[]=heat&match[]=up&sort_by=alpha&sort_dir=dsc",
        "{\"results\":[{\"name\":\"room\"}]}",
        "{\"status\":\"success\",\"has_more\":true}");
  }

  @Test
  void scoresAreThoseOfPrometheus() throws IOException {
    var search = "label_names?include_score=true&sort_by=score&search[]=";
    assertLines(search + "__na", "{\"results\":[{\"name\":\"__name__\",\"score\":1}]}", END);
    // a run of two behind a gap of one in three: (4 - 1/3) / 4, and a bit less for not being all
    assertLines(search + "ob", "{\"results\":[{\"name\":\"job\",\"score\":0.91575}]}", END);
    assertLines(search + "zzz&fuzz_alg=jarowinkler&fuzz_threshold=80", "{\"results\":[]}", END);
    assertLines(
        search + "JOB&case_sensitive=false&fuzz_alg=jarowinkler",
        "{\"results\":[{\"name\":\"job\",\"score\":1}]}",
        END);
    assertLines(
        "label_names?search[]=instanec&fuzz_alg=jarowinkler&fuzz_threshold=90",
        "{\"results\":[{\"name\":\"instance\"}]}",
        END);
  }

  @Test
  void metadataIsAddedOnRequest() throws IOException {
    assertThat(client.form("/api/v1/search/metric_names", "include_metadata=true").body())
        .startsWith("{\"results\":[{\"name\":\"heat\"},{\"name\":\"up\"}]}");
  }

  @Test
  void badParametersAreNamed() throws IOException {
    assertBad("label_values", "missing required parameter \\\"label\\\"");
    assertBad("label_names?limit=0", "invalid limit \\\"0\\\": must be a positive integer");
    assertBad("label_names?limit=10001", "limit 10001 exceeds the configured maximum (10000");
    assertBad("label_names?batch_size=x", "invalid batch_size \\\"x\\\"");
    assertBad("label_names?fuzz_threshold=101", "must be 0-100");
    assertBad("label_names?fuzz_alg=x", "must be one of [subsequence jarowinkler]");
    assertBad("label_names?case_sensitive=x", "must be boolean");
    assertBad("label_names?sort_by=x", "must be \\\"alpha\\\" or \\\"score\\\"");
    assertBad("label_names?sort_by=score", "sort_by=score requires search[] to be set");
    assertBad("label_names?sort_dir=asc", "sort_dir is only valid when sort_by is set");
    assertBad("label_names?start=2&end=1", "end timestamp must not be before start timestamp");
    assertBad("label_names?search[]=a" + "&search[]=a".repeat(32), "too many search[] terms");
    assertBad("label_names?match[]={}", "at least one non-empty matcher");
  }
}
