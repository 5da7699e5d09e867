package io.tocsin.notify.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.TemplateException;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Notification;
import io.tocsin.notify.NotifyReason;
import io.tocsin.notify.ReceiverMemory;
import io.tocsin.notify.services.Refusal;
import io.tocsin.notify.template.NotifyTemplates.TemplateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyTemplatesTest {
  private static final long NOW = Instant.parse("2026-11-23T20:00:00Z").toEpochMilli();
  private static final NotifyTemplates TEMPLATES =
      NotifyTemplates.load(List.of(), "http://am.example:9093/x");

  private static final Alert WARNING =
      alert(
          Labels.of(
              "alertname",
              "High <load>",
              "instance",
              "web-1:9100",
              "severity",
              "warning",
              "job",
              "node"),
          Map.of(
              "summary",
              "load & more",
              "description",
              "line1\nline2",
              "runbook_url",
              "https://run/x?a=b"),
          "2026-11-23T19:40:00Z",
          "",
          "http://prom/graph?g0.expr=up%3D%3D0&g0.tab=1");
  private static final Alert INFO =
      alert(
          Labels.of(
              "alertname",
              "High <load>",
              "instance",
              "web-2:9100",
              "severity",
              "info",
              "job",
              "node"),
          Map.of("summary", "load & more"),
          "2026-11-23T19:41:00Z",
          "",
          "");
  private static final Alert RESOLVED =
      alert(
          Labels.of(
              "alertname",
              "High <load>",
              "instance",
              "web-3:9100",
              "severity",
              "critical",
              "job",
              "node"),
          Map.of("summary", "load & more"),
          "2026-11-23T19:00:00Z",
          "2026-11-23T19:30:00Z",
          "http://prom/");

  private static Alert alert(
      Labels labels, Map<String, String> annotations, String start, String end, String url) {
    long ends = end.isEmpty() ? 0 : Instant.parse(end).toEpochMilli();
    return new Alert(
        labels, new TreeMap<>(annotations), Instant.parse(start).toEpochMilli(), ends, url);
  }

  private static Notification notification(
      String receiver, Labels group, Map<String, String> routeLabels, List<Alert> alerts) {
    return new Notification(
        receiver,
        "{}:{}",
        group,
        new TreeMap<>(routeLabels),
        alerts,
        NotifyReason.FIRST_NOTIFICATION,
        new Notification.Times(NOW, NOW + 1000, 3_600_000),
        new ReceiverMemory(Map.of()));
  }

  private static Notification named(String name) {
    return switch (name) {
      case "mixed" ->
          notification(
              "team-a/b [x]",
              Labels.of("job", "node", "alertname", "High <load>"),
              Map.of(),
              List.of(WARNING, INFO, RESOLVED));
      case "one" ->
          notification("r", Labels.of("alertname", "High <load>"), Map.of(), List.of(WARNING));
      case "resolved" -> notification("r", Labels.EMPTY, Map.of(), List.of(RESOLVED));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// The answers are those of amtool over the templates of Alertmanager 0.34.
  @ParameterizedTest
  @ValueSource(strings = {"mixed", "one", "resolved"})
  void defaultTemplatesPrintWhatThoseOfAlertmanagerPrint(String name) throws IOException {
    var faults = new ArrayList<String>();
    int count = 0;
    for (var block : resource(name + ".cases").split(">>>\n")) {
      if (!block.isEmpty()) {
        int at = block.indexOf("\n<<<\n");
        var text = block.substring(0, at);
        var wanted = block.substring(at + 5, block.length() - 1);
        var got = TEMPLATES.expandText(text, named(name));
        if (!got.equals(wanted)) {
          faults.add(text + "\n wanted: [" + wanted + "]\n got: [" + got + "]");
        }
        count++;
      }
    }
    assertThat(faults).isEmpty();
    assertThat(count).isGreaterThan(60);
  }

  private static String resource(String name) throws IOException {
    try (var in = NotifyTemplatesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '\0',
      value = {
        "{{ .Receiver }} {{ .Status }} {{ .ExternalURL }} {{ .NotificationReason }}"
            + "~team-a/b \\[x\\] firing http://am.example:9093/x first notification",
        "{{ len .Alerts }} {{ len .Alerts.Firing }} {{ len .Alerts.Resolved }}~3 2 1",
        "{{ .CommonLabels }} | {{ .CommonAnnotations }} | {{ .GroupLabels.SortedPairs }}"
            + "~alertname=High <load>, job=node | summary=load & more | alertname=High <load>, job=node",
        "{{ range .GroupLabels.SortedPairs }}{{ .Name }}:{{ .Value }};{{ end }}"
            + "~alertname:High <load>;job:node;",
        "{{ (.GroupLabels.Remove (stringSlice \"job\")).Names }} {{ .GroupLabels.Values.Join \"+\" }}"
            + "~[alertname] High <load>+node",
        "{{ .GroupLabels.job }}|{{ .GroupLabels.none }}|{{ index .GroupLabels \"job\" }}~node||node",
        "{{ (index .Alerts 0).Fingerprint }} {{ (index .Alerts 2).EndsAt }}"
            + "~3d946c4035f33f93 2026-11-23 19:30:00 +0000 UTC",
        "{{ (index .Alerts 0).EndsAt }} {{ (index .Alerts 0).EndsAt.IsZero }}"
            + "~0001-01-01 00:00:00 +0000 UTC true",
        "{{ (index .Alerts 0).StartsAt.Unix }} {{ since (index .Alerts 0).StartsAt }}"
            + "~1795462800 20m0s",
        "{{ since (index .Alerts 0).StartsAt | humanizeDuration }} {{ now.Format \"15:04\" }}"
            + "~20m 0s 20:00",
        "{{ (index .Alerts 0).StartsAt | tz \"Europe/Paris\" | date \"2006-01-02 15:04 MST\" }}"
            + "~2026-11-23 20:40 CET",
        "{{ toDate \"2006-01-02\" \"2024-03-15\" | date \"02 Jan 2006\" }}~15 Mar 2024",
        "{{ toDate \"2006-01-02\" \"not-a-date\" | date \"2006\" }}~0001",
        "{{ mustToDate \"Jan _2 2006 3:04:05PM -0700\" \"Mar  5 2024 4:05:06.25PM +0200\" }}"
            + "~2024-03-05 16:05:06.25 +0200 +02",
        "{{ \"abc\" | toUpper }} {{ \"ABC\" | toLower }} {{ \"abc DEF\" | title }}~ABC abc Abc Def",
        "[{{ \" a b \" | trimSpace }}] {{ stringSlice \"a\" \"b\" | join \",\" }}~[a b] a,b",
        "{{ match \"^a\" \"abc\" }} {{ reReplaceAll \"ab\" \"AB\" \"abcdabcda\" }}~true ABcdABcda",
        "{{ \"search?q=test%20foo+b\" | urlUnescape }} {{ \"<b>\" | safeHtml }}"
            + "~search?q=test foo b <b>",
        "{{ \"test\" | toJson }} {{ 42 | toJson }} {{ .GroupLabels | toJson }} {{ toJson 1.5 }}"
            + "~\"test\" 42 {\"alertname\":\"High \\u003cload\\u003e\",\"job\":\"node\"} 1.5",
        "{{ .Alerts.Resolved | toJson }}"
            + "~[{\"status\":\"resolved\",\"labels\":{\"alertname\":\"High \\u003cload\\u003e\","
            + "\"instance\":\"web-3:9100\",\"job\":\"node\",\"severity\":\"critical\"},"
            + "\"annotations\":{\"summary\":\"load \\u0026 more\"},"
            + "\"startsAt\":\"2026-11-23T19:00:00Z\",\"endsAt\":\"2026-11-23T19:30:00Z\","
            + "\"generatorURL\":\"http://prom/\",\"fingerprint\":\"63c18a9d34852ca6\"}]",
        "{{ \"flush>>\" | base64encode }} {{ \"dGVzdA==\" | base64decode }}~Zmx1c2g-Pg== test",
        "{{ dict \"b\" 2 \"a\" 1 }} {{ dict }} {{ list }} {{ append (list \"a\") \"b\" 3 }}"
            + "~map[a:1 b:2] map[] [] [a b 3]",
        "{{ $l := list }}{{ range .Alerts }}{{ $l = append $l (dict \"s\" .Status) }}{{ end }}{{ toJson $l }}"
            + "~[{\"s\":\"firing\"},{\"s\":\"firing\"},{\"s\":\"resolved\"}]",
        "{{ .RouteLabels }}[{{ routeLabels \"nope\" }}]~[]"
      })
  void functionsAnswerAsThoseOfAlertmanager(String text, String wanted) {
    assertThat(TEMPLATES.expandText(text, named("mixed"))).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{ . | nothing }}~function \"nothing\" not defined",
        "{{ .GroupKey }}~can't evaluate field GroupKey in type *template.Data",
        "{{ dict \"a\" }}~dict requires an even number of arguments",
        "{{ dict 1 \"a\" }}~dict keys must be strings",
        "{{ \"not-valid-base64!\" | base64decode }}~illegal base64 data",
        "{{ \"%zz\" | urlUnescape }}~invalid URL escape \"%zz\"",
        "{{ now | tz \"Nowhere/Here\" }}~unknown time zone Nowhere/Here",
        "{{ mustToDate \"2006-01-02\" \"not-a-date\" }}~parsing time \"not-a-date\" as \"2006-01-02\"",
        "{{ mustToDate \"2006-01-02\" \"2024-02-30\" }}~day out of range",
        "{{ template \"none\" . }}~template \"none\" not defined"
      })
  void faultsSayWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> TEMPLATES.expandText(text, named("mixed")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> TEMPLATES.over(named("mixed")).text(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void pagesEscapeWhatComesFromAlerts() {
    var page = TEMPLATES.expandHtml("{{ template \"email.default.html\" . }}", named("mixed"));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("High &lt;load&gt;")
        .contains("2 firing, 1 resolved")
        .contains("load &amp; more")
        .contains("href=\"https://run/x?a=b\"")
        .contains("href=\"http://prom/graph?g0.expr=up%3D%3D0&amp;g0.tab=1\"")
        .contains(
            "href=\"http://am.example:9093/x/#/alerts?receiver=team-a%2Fb&#43;%5C%5Bx%5C%5D\"")
        .contains("border-left: 4px solid #b54708")
        .contains("border-left: 4px solid #067647")
        .contains("since")
        .doesNotContain("<load>")
        .doesNotContain("ZgotmplZ");
    var evil = Map.of("runbook_url", "javascript:alert(1)", "summary", "<script>x</script>");
    var alert = alert(Labels.of("alertname", "A"), evil, "2026-11-23T19:40:00Z", "", "");
    var attacked =
        TEMPLATES.expandHtml(
            "{{ template \"email.default.html\" . }}",
            notification("r", Labels.EMPTY, Map.of(), List.of(alert)));
    assertThat(attacked)
        .contains("&lt;script&gt;x&lt;/script&gt;")
        .contains("href=\"#ZgotmplZ\"")
        .contains("All alerts");
    assertThat(
            TEMPLATES.expandHtml(
                "<a href=\"/search?{{ \"q=test%20foo\" }}\"></a>"
                    + "<a href=\"/search?{{ \"q=test%20foo\" | safeUrl }}\"></a>",
                named("one")))
        .isEqualTo(
            "<a href=\"/search?q%3dtest%2520foo\"></a><a href=\"/search?q=test%20foo\"></a>");
  }

  @Test
  void labelsOfRoutesMaySpeakOfEachOther() {
    var texts =
        Map.of(
            "plain", "p",
            "job", "{{ .GroupLabels.job }}",
            "both", "{{ routeLabels \"plain\" }}-{{ routeLabels \"job\" }}",
            "self", "{{ routeLabels \"self\" }}",
            "bad", "{{ .Nothing }}");
    SortedMap<String, String> rendered = TEMPLATES.routeLabels(texts, named("mixed"));
    assertThat(rendered)
        .containsExactlyInAnyOrderEntriesOf(Map.of("plain", "p", "job", "node", "both", "p-node"));
    var sent = notification("r", Labels.EMPTY, rendered, List.of(WARNING));
    assertThat(TEMPLATES.expandText("{{ routeLabels \"both\" }} {{ .RouteLabels.plain }}", sent))
        .isEqualTo("p-node p");
  }

  @Test
  void filesReplaceDefaultTemplatesAndNameTheirFaults(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.tmpl"), "{{ define \"__subject\" }}mine{{ end }}");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(
        folder.resolve("sub/c.tmpl"), "{{ define \"own\" }}own {{ .Status }}{{ end }}");
    Files.writeString(folder.resolve("other.txt"), "{{ broken");
    var patterns = List.of(folder + "/[a-c].tmpl", folder + "/*/c.t?pl", folder + "/none/*.tmpl");
    var templates = NotifyTemplates.loadFiles(patterns, "http://x");
    assertThat(templates.expandText("{{ template \"slack.default.title\" . }}", named("one")))
        .isEqualTo("mine");
    assertThat(templates.expandText("{{ template \"own\" . }}", named("one")))
        .isEqualTo("own firing");
    assertThatThrownBy(() -> NotifyTemplates.loadFiles(List.of(folder + "/*.txt"), "http://x"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("template: other.txt:1: function \"broken\" not defined");
    assertThatThrownBy(() ->
            NotifyTemplates.load(
                List.of(new TemplateFile("x.tmpl", "\n{{ define \"a\" }}")), "http://x"))
        .hasMessage("template: x.tmpl:2: unexpected EOF");
  }
}
