package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatcherSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo=bar | {foo=\"bar\"}",
        "{foo=bar} | {foo=\"bar\"}",
        "{foo=bar,} | {foo=\"bar\"}",
        "{ foo = bar , dings != bums } | {foo=\"bar\",dings!=\"bums\"}",
        "foo=~\"a.b\",bar!~'' | {foo=~\"a.b\",bar!~\"''\"}",
        "foo=\"bar,baz\" | {foo=\"bar,baz\"}",
        "foo=\"a\\\"b\" | {foo=\"a\\\"b\"}",
        "foo= | {foo=\"\"}",
        "\"foo bar\"=baz | {\"foo bar\"=\"baz\"}",
        "🙂=🙂 | {🙂=\"🙂\"}",
        "foo=\"\\u0041\" | {foo=\"\\\\u0041\"}",
        "foo=\\d | {foo=\"\\\\d\"}",
        "{} | {}",
      })
  void readsAsTheFallbackModeDoes(String text, String expected) {
    assertThat(Matchers.of(MatcherSyntax.FALLBACK.many(text))).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo | 0:3: end of input | expected an operator such as '=', '!=', '=~' or '!~'",
        "{foo=bar | 0:8: end of input: expected close brace | expected close brace",
        "foo=bar} | 0:8: }: expected opening brace | expected opening brace",
        "foo=\"bar | 4:8: \"bar: missing end \" | missing end",
        "foo!bar | 3:4: !: expected one of '=~' | expected one of",
        "foo=bar baz=qux | 8:11: unexpected baz: expected a comma or close brace | comma",
        "=bar | 0:1: unexpected =: expected label name | expected label name",
        "foo=bar,= | 8:9: unexpected =: expected a matcher or close brace after comma | comma",
      })
  void saysWhatIsWrongAndWhere(String text, String message, String part) {
    var strict = new MatcherSyntax(MatcherMode.UTF8);
    assertThatThrownBy(() -> strict.many(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part)
        .satisfies(
            e -> assertThat(message).contains(String.valueOf(e.getMessage()).split(": ")[0]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo | bad matcher format: foo",
        "foo=\"b\"ar\" | matcher value contains unescaped double quote: \"b\"ar\"",
        "foo-bar=baz | bad matcher format: foo-bar=baz",
      })
  void theClassicModeRefusesInItsWords(String text, String message) {
    var classic = new MatcherSyntax(MatcherMode.CLASSIC);
    assertThatThrownBy(() -> classic.many(text)).hasMessage(message);
  }
}
