package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTemplateTest {
  private static String answer(String mode, TemplateCase given) {
    var set = GoTemplate.with(TemplateSample.functions());
    if (mode.endsWith("zero")) {
      set = set.missingKeyZero();
    } else if (mode.endsWith("error")) {
      set = set.missingKeyError();
    }
    try {
      var parsed = set.parse("t", given.template());
      return mode.startsWith("html")
          ? parsed.expandHtml("t", TemplateSample.data())
          : parsed.expand("t", TemplateSample.data());
    } catch (TemplateException e) {
      return "!!! " + e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-default", "text-zero", "text-error", "html-default"})
  void answersAndFailsAsGoDoes(String mode) {
    var faults = new ArrayList<String>();
    var cases = TemplateCase.read("template/" + mode + ".cases");
    for (var given : cases) {
      var wanted = given.fails() ? "!!! " + given.answer() : given.answer();
      var got = answer(mode, given);
      if (!got.equals(wanted)) {
        faults.add(given.template() + "\n  wanted: " + wanted + "\n  got:    " + got);
      }
    }
    assertThat(cases).hasSizeGreaterThan(40);
    assertThat(faults).isEmpty();
  }

  private static String expand(String text, Object data) {
    return GoTemplate.with(TemplateFunctions.none()).parse("t", text).expand("t", data);
  }

  @Test
  void templatesThatCallThemselvesForeverEnd() {
    assertThatThrownBy(
            () -> expand("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", ""))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("exceeded maximum template depth (1000)");
    var nested = "{{if true}}".repeat(300) + "{{template \"a\"}}" + "{{end}}".repeat(300);
    assertThatThrownBy(() -> expand("{{define \"a\"}}" + nested + "{{end}}{{template \"a\"}}", ""))
        .hasMessageContaining("exceeded maximum depth");
  }

  @Test
  void loopsAndGrowingTextsEnd() {
    assertThatThrownBy(() -> expand("{{range 9000000000000000000}}{{end}}", ""))
        .hasMessageContaining("exceeded maximum number of steps (2000000)");
    assertThatThrownBy(() -> expand("{{range 1000000}}0123456789012345678{{end}}", ""))
        .hasMessageContaining("exceeded maximum output size");
    assertThatThrownBy(
            () -> expand("{{$x := \"abcd\"}}{{range 99}}{{$x = print $x $x $x}}{{end}}", ""))
        .hasMessageContaining("exceeded maximum output size");
  }

  @Test
  void deepTextsAreRefused() {
    assertThatThrownBy(() -> expand("{{" + "(".repeat(5000) + "1" + ")".repeat(5000) + "}}", ""))
        .hasMessage("template: t:1: max expression depth exceeded");
    assertThatThrownBy(() -> expand("{{if 1}}".repeat(5000), ""))
        .hasMessage("template: t:1: max nesting depth exceeded");
  }

  @Test
  void laterTextsReplaceTemplatesUnlessTheyAreEmpty() {
    var set = GoTemplate.with(TemplateFunctions.none()).parse("", "{{define \"a\"}}1{{end}}");
    var replaced = set.parse("", "{{define \"a\"}}2{{end}}").parse("", "{{define \"a\"}} {{end}}");
    var use = replaced.parse("use", "{{template \"a\"}}");
    assertThat(use.expand("use", null)).isEqualTo("2");
    assertThat(set.parse("use", "{{template \"a\"}}").expand("use", null)).isEqualTo("1");
    assertThat(use.names()).contains("a", "use");
  }

  @Test
  void functionsOfOneExpansionGoFirst() {
    var set =
        GoTemplate.with(TemplateFunctions.none().withText("f", a -> "set " + a.text(0)))
            .parse("t", "{{f \"x\"}}");
    var other = TemplateFunctions.none().withText("f", a -> "own " + a.text(0));
    assertThat(set.expand("t", null)).isEqualTo("set x");
    assertThat(set.expand("t", null, other)).isEqualTo("own x");
  }

  @Test
  void faultsOfFunctionsAreErrorsOfTheTemplate() {
    var functions =
        TemplateFunctions.none().with("bad", TemplateFunction.of(a -> List.of().iterator().next()));
    assertThatThrownBy(
            () -> GoTemplate.with(functions).parse("t", "\n {{bad}}").expand("t", Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("template: t:2:3: executing \"t\" at <bad>: error calling bad: ");
  }

  @Test
  void durationsPrintAsInGo() {
    assertThat(expand("{{.}}", Duration.ofNanos(1))).isEqualTo("1ns");
    assertThat(expand("{{.}}", Duration.ofNanos(1_100))).isEqualTo("1.1µs");
    assertThat(expand("{{.}}", Duration.ofMillis(2))).isEqualTo("2ms");
    assertThat(expand("{{.}}", Duration.ofSeconds(3_600))).isEqualTo("1h0m0s");
    assertThat(expand("{{.}}", Duration.ofMillis(-90_061_500))).isEqualTo("-25h1m1.5s");
    assertThat(expand("{{.}}", Duration.ZERO)).isEqualTo("0s");
  }
}
