package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class YamlTest {
  private static YamlNode parse(String text) {
    return Yaml.parse("f.yml", text);
  }

  @Test
  void nodesKnowTheirLineAndPath() {
    var node = parse("a:\n  b:\n    - c: 1\n").section().require("a").section().require("b");
    var c = node.items().getFirst().section().require("c");
    assertThat(c.line()).isEqualTo(3);
    assertThat(c.path()).isEqualTo("a.b[0].c");
    assertThat(c.integer()).isEqualTo(1);
  }

  @Test
  void brokenYamlNamesItsLine() {
    assertThatThrownBy(() -> parse("a: 1\nb: [\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.yml:3: yaml: ");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> parse("[".repeat(200) + "]".repeat(200)))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void aVeryLongPathIsShortened() {
    assertThatThrownBy(() -> parse("a: &a [*a]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.yml:1: a[0][0][0]")
        .hasMessageEndingWith("[0][0]: too large (expected: at most 100 levels)")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void aTextThatLooksLikeABooleanIsNone() {
    var section = parse("a: \"true\"\nb: yes\n").section();
    assertThat(section.bool("b", false)).isTrue();
    assertThatThrownBy(() -> section.bool("a", false))
        .hasMessage("f.yml:1: a: true (expected: true or false)");
  }

  @Test
  void anUnknownKeyWithoutLikenessNamesNoOther() {
    var section = parse("zzz: 1\n").section();
    section.has("interval");
    assertThatThrownBy(section::done).hasMessage("f.yml:1: zzz: unknown key");
  }

  @Test
  void groupsAreExpandedAsGoDoes() {
    var regex = AnchoredRegex.compile("(a+)(b)?");
    assertThat(regex.expand("aa", "$1-$2-$3-$$-${1}x-$1x-$")).isEqualTo("aa---$-aax--$");
    assertThat(regex.expand("c", "$1")).isNull();
  }

  @Test
  void secretsDoNotPrint() {
    assertThat(new Secret("hunter2").toString()).doesNotContain("hunter2");
  }
}
