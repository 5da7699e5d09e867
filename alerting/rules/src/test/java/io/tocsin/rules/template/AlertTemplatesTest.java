package io.tocsin.rules.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Labels;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTemplateException;
import io.tocsin.rules.RuleTemplates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTemplatesTest {
  private static final RuleTemplates TEMPLATES = RuleTemplates.prometheus();

  private static List<RuleSample> query(String text) {
    return switch (text) {
      case "broken" -> throw new RuleQueryException("no such thing");
      case "none" -> List.of();
      default ->
          List.of(
              new RuleSample(Labels.of("__name__", "up", "instance", "b", "__value__", "v"), 21),
              new RuleSample(Labels.of("__name__", "up", "instance", "a"), 11.5));
    };
  }

  private static String expand(String text) {
    var sample = new RuleSample(Labels.of("job", "api", "instance", "web-1:9100"), 0.1234567);
    var input =
        new RuleTemplates.Input(
            sample,
            Labels.of("region", "eu"),
            "http://testhost:9090/path/prefix",
            1_353_755_652_000L,
            AlertTemplatesTest::query);
    return TEMPLATES.expand("High", text, input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '\0',
      value = {
        "plain~plain",
        "{{ $value }} {{ .Value }}~0.1234567 0.1234567",
        "{{ $labels.job }} {{ .Labels.instance }} {{ $labels.none }}|~api web-1:9100 |",
        "{{ $externalLabels.region }} {{ .ExternalLabels.region }}~eu eu",
        "{{ $externalURL }} {{ externalURL }} {{ pathPrefix }}"
            + "~http://testhost:9090/path/prefix http://testhost:9090/path/prefix /path/prefix",
        "{{ $labels }}~map[instance:web-1:9100 job:api]",
        "{{ $value | humanizePercentage }} {{ printf \"%.2f\" $value }}~12.35% 0.12",
        "{{ with query \"up\" }}{{ . | first | value }}{{ end }}~21",
        "{{ query \"up\" | first | label \"instance\" }} {{ query \"up\" | first | strvalue }}~b v",
        "{{ range query \"up\" | sortByLabel \"instance\" }}{{ .Labels.instance }}={{ .Value }} {{ end }}"
            + "~a=11.5 b=21 ",
        "{{ len (query \"none\") }} {{ query \"up\" | first }}"
            + "~0 {map[__name__:up __value__:v instance:b] 21}",
        "{{define \"x\"}}{{.arg0}} {{.arg1}}{{end}}{{template \"x\" (args 1 \"2\")}}~1 2",
        "{{ humanize 0.0 }} {{ humanize 1.0 }} {{ humanize 1234567.0 }} {{ humanize .12 }}"
            + "~0 1 1.235M 120m",
        "{{ humanize \"9223372036854775807\" }} {{ humanize -1 }} {{ humanize 1e30 }}"
            + "~9.223E -1 1e+06Y",
        "{{ humanize1024 1048576 }} {{ humanize1024 .12 }} {{ humanize1024 9223372036854775807 }}"
            + "~1Mi 0.12 8Ei",
        "{{ humanizeDuration 899.99 }} {{ humanizeDuration 97445 }} {{ humanizeDuration -1 }}"
            + "~14m 59s 1d 3h 4m 5s -1s",
        "{{ humanizeDuration .12345 }} {{ humanizeDuration \"1.2345\" }} {{ humanizeDuration 0 }}"
            + "~123.5ms 1.234s 0s",
        "{{ humanize \"+Inf\" }} {{ humanizeDuration \"NaN\" }} {{ humanizeTimestamp \"-Inf\" }}"
            + "~+Inf NaN -Inf",
        "{{ humanizeTimestamp 1435065584.128 }}~2015-06-23 13:19:44.128 +0000 UTC",
        "{{ (1435065584.128 | toTime).Format \"2006\" }} {{ (\"1800\" | toDuration).String }}"
            + "~2015 30m0s",
        "{{ now }} {{ (now | toTime).Format \"Mon Jan 2 15:04:05 2006\" }}"
            + "~1.353755652e+09 Sat Nov 24 11:14:12 2012",
        "{{ (\"-30m\" | parseDuration | toDuration | (now | toTime).Add).UnixMilli }}~1353753852000",
        "{{ title \"aa bb CC\" }} {{ title \"foo-bar baz_qux o'neil a.b 3com\" }}"
            + "~Aa Bb CC Foo-Bar Baz_qux O'neil A.b 3Com",
        "{{ toUpper \"aé\" }} {{ toLower \"AÉ\" }} {{ match \"a+\" \"xaa\" }} {{ match \"^b\" \"ab\" }}"
            + "~AÉ aé true false",
        "{{ reReplaceAll \"(a)b\" \"x$1\" \"ab\" }} {{ reReplaceAll \"a*\" \"x\" \"baac\" }}"
            + "~xa xbxcx",
        "{{ graphLink \"up{a=\\\"b c\\\"}\" }} {{ tableLink \"up\" }}"
            + "~/graph?g0.expr=up%7Ba%3D%22b+c%22%7D&g0.tab=0 /graph?g0.expr=up&g0.tab=1",
        "{{ urlQueryEscape \"a b&c/é*\" }}~a+b%26c%2F%C3%A9%2A",
        "{{ safeHtml \"<b>\" }}{{ \"<i>\" }}~<b><i>",
        "{{ parseDuration \"1h2m10ms\" }} {{ parseDuration \"-1d\" }}~3720.01 -86400"
      })
  void functionsAnswerAsThoseOfPrometheus(String text, String wanted) {
    assertThat(expand(text)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "foo.example.com, foo.example.com, foo",
    "foo.example.com:12345, foo.example.com, foo:12345",
    "192.0.2.1, 192.0.2.1, 192.0.2.1",
    "192.0.2.1:12345, 192.0.2.1, 192.0.2.1:12345",
    "2001:0DB8::1, 2001:0DB8::1, 2001:0DB8::1",
    "[2001:0DB8::1]:12345, 2001:0DB8::1, [2001:0DB8::1]:12345",
    "[2001:0DB8::1]::12345, [2001:0DB8::1]::12345, [2001:0DB8::1]::12345",
    "web:, web, web",
    "1.2.3, 1.2.3, 1",
    "1.2.3.4.5:80, 1.2.3.4.5, 1:80"
  })
  void portsAndDomainsAreStripped(String text, String withoutPort, String withoutDomain) {
    assertThat(expand("{{ stripPort \"" + text + "\" }}")).isEqualTo(withoutPort);
    assertThat(expand("{{ stripDomain \"" + text + "\" }}")).isEqualTo(withoutDomain);
  }

  private static void assertFails(String text, String message) {
    assertThatThrownBy(() -> expand(text))
        .isInstanceOf(RuleTemplateException.class)
        .hasMessage(message);
  }

  @Test
  void errorsSayWhatPrometheusSays() {
    var line = ": template: __alert_High:1:";
    // The four definitions before the text count as columns, as they do in Prometheus.
    assertFails(
        "{{ query \"none\" | first }}",
        "error executing template __alert_High"
            + line
            + "130: executing \"__alert_High\" at <first>: error calling first: first() called on"
            + " vector with no elements");
    assertFails(
        "{{ query \"broken\" }}",
        "error executing template __alert_High"
            + line
            + "115: executing \"__alert_High\" at <query \"broken\">: error calling query: no such"
            + " thing");
    assertFails(
        "{{ humanize \"one\" }}",
        "error executing template __alert_High"
            + line
            + "115: executing \"__alert_High\" at <humanize \"one\">: error calling humanize:"
            + " strconv.ParseFloat: parsing \"one\": invalid syntax");
    assertFails(
        "{{ nofunction }}",
        "error parsing template __alert_High: template: __alert_High:1: function \"nofunction\" not"
            + " defined");
    assertFails(
        "{{", "error parsing template __alert_High: template: __alert_High:1: unclosed action");
  }

  @Test
  void checkingFindsTextsThatDoNotParse() {
    TEMPLATES.check("High", "{{ query $labels.job | first | value }}");
    assertThatThrownBy(() -> TEMPLATES.check("High", "ok\n{{ end }}"))
        .isInstanceOf(RuleTemplateException.class)
        .hasMessage("template: __alert_High:2: unexpected {{end}}");
  }
}
