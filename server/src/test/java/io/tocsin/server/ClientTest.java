package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The commands that ask a server, against one that remembers what it was asked.
class ClientTest {
  private HttpServer server;
  private volatile String asked = "";
  private volatile int status = 200;
  private volatile String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var user = exchange.getRequestHeaders().getFirst("Authorization");
    asked =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (body.isEmpty() ? "" : " " + body)
            + (user == null ? "" : " " + user);
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(String type, String result) {
    answer =
        "{\"status\":\"success\",\"data\":{\"resultType\":\""
            + type
            + "\",\"result\":"
            + result
            + "}}";
  }

  @Test
  void namesThatBeginAsUrlsDoAreQueries() throws Exception {
    answer("vector", "[]");
    var run = CommandRun.of("query", "instant", "--url", url(), "http_requests_total");
    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(asked).isEqualTo("POST /api/v1/query query=http_requests_total");
    assertThat(CommandRun.of("query", "instant", url() + "/", "https_up").exit()).isZero();
    assertThat(asked).isEqualTo("POST /api/v1/query query=https_up");
  }

  @Test
  void instantAnswersReadAsPromtoolPrintsThem() throws Exception {
    answer(
        "vector",
        "[{\"metric\":{\"__name__\":\"up\",\"job\":\"a \\\"b\\\" \\u00e9\"},"
            + "\"value\":[1700000000.5,\"+Inf\"]},{\"metric\":{},\"value\":[17e8,\"1\"]}]");
    var run = CommandRun.of("query", "instant", "--time", "2023-11-14T22:13:20.5Z", url(), "a+b");
    assertThat(run.out())
        .isEqualTo("up{job=\"a \\\"b\\\" é\"} => +Inf @[1700000000.5]\n{} => 1 @[1700000000]\n");
    assertThat(asked).isEqualTo("POST /api/v1/query query=a%2Bb&time=1.7000000005E9");
    answer("scalar", "[1700000000,\"2\"]");
    assertThat(CommandRun.of("query", "instant", url(), "2").out())
        .isEqualTo("scalar: 2 @[1700000000]\n");
    answer("string", "[1700000000,\"text\"]");
    assertThat(CommandRun.of("query", "instant", url(), "'text'").out())
        .isEqualTo("string: text\n");
  }

  @Test
  void rangesHaveALinePerPointAndAStepOfTheirOwn() throws Exception {
    answer("matrix", "[{\"metric\":{\"a\":\"b\"},\"values\":[[0,\"1\"],[60,\"2\"]]}]");
    var run = CommandRun.of("query", "range", "--start", "0", "--end", "1000", url(), "up");
    assertThat(run.out()).isEqualTo("{a=\"b\"} =>\n1 @[0]\n2 @[60]\n");
    assertThat(asked).isEqualTo("POST /api/v1/query_range query=up&start=0.0&end=1000.0&step=4.0");
    CommandRun.of("query", "range", "--end", "1000", "--step", "15s", url(), "up");
    assertThat(asked)
        .isEqualTo("POST /api/v1/query_range query=up&start=700.0&end=1000.0&step=15s");
  }

  @Test
  void seriesAndLabelsAreListed() throws Exception {
    answer = "{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"job\":\"a\"}]}";
    var series = CommandRun.of("query", "series", "--match=up", "--match=x", "--start=5", url());
    assertThat(series.out()).isEqualTo("up{job=\"a\"}\n");
    assertThat(asked).isEqualTo("POST /api/v1/series match[]=up&match[]=x&start=5.0");
    answer = "{\"status\":\"success\",\"data\":[\"a\",\"1\",\"true\"]}";
    assertThat(CommandRun.of("query", "labels", "--match", "up{a=\"b\"}", url(), "job").out())
        .isEqualTo("a\n1\ntrue\n");
    assertThat(asked).startsWith("GET /api/v1/label/job/values?match");
    assertThat(CommandRun.of("query", "labels", "-o", "json", url(), "job").out())
        .isEqualTo(answer + "\n");
  }

  @Test
  void errorsOfTheServerAreSaidInItsWords() throws Exception {
    status = 400;
    answer = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error\"}";
    var run = CommandRun.of("query", "instant", url(), "up{");
    assertThat(run).isEqualTo(new CommandRun(1, "", "tocsin: status 400: 1:3: parse error\n"));
    status = 502;
    answer = "<html>Bad Gateway</html>\n";
    assertThat(CommandRun.of("query", "instant", url(), "up").err())
        .isEqualTo("tocsin: status 502: <html>Bad Gateway</html>\n");
    status = 200;
    assertThat(CommandRun.of("query", "instant", url(), "up").err())
        .isEqualTo("tocsin: answer: no JSON object (expected: a Prometheus API)\n");
    assertThat(CommandRun.of("query", "instant", "http://127.0.0.1:1", "up").err())
        .isEqualTo("tocsin: http://127.0.0.1:1: not reached (expected: a running server)\n");
  }

  @Test
  void aUserInTheUrlSignsIn() throws Exception {
    answer("vector", "[]");
    var signed = url().replace("//", "//ada:p%40ss+word@");
    assertThat(CommandRun.of("query", "instant", signed, "up").exit()).isZero();
    assertThat(asked).isEqualTo("POST /api/v1/query query=up Basic " + "YWRhOnBAc3Mrd29yZA==");
  }

  @Test
  void aUserThatIsGivenApartSignsInEverywhere() throws Exception {
    answer("vector", "[]");
    var query = CommandRun.of("query", "instant", "--user", "ada:p@ss+word", url(), "up");
    assertThat(query.exit()).as(query.err()).isZero();
    assertThat(asked).endsWith(" Basic YWRhOnBAc3Mrd29yZA==");
    answer = "{\"status\":\"healthy\",\"components\":[]}";
    assertThat(CommandRun.of("health", "--url", url(), "--user", "ada:p@ss+word").exit()).isZero();
    assertThat(asked).isEqualTo("GET /health Basic YWRhOnBAc3Mrd29yZA==");
  }

  @Test
  void wrongUrlsAreRefused() {
    assertThatThrownBy(() -> new Client("localhost:1").get("/"))
        .isInstanceOf(UsageException.class)
        .hasMessage("url: localhost:1 (expected: http://HOST:PORT)");
  }
}
