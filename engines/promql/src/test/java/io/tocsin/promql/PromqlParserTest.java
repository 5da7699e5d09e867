package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromqlParserTest {
  private static String refusal(String query) {
    var thrown = catchThrowableOfType(QueryException.class, () -> PromqlParser.parse(query));
    return thrown == null ? "accepted" : String.valueOf(thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|1:1: parse error: no expression found in input",
        "foo bar|1:5: parse error: unexpected identifier \"bar\"",
        "1 +|1:4: parse error: unexpected end of input",
        "*1|1:1: parse error: unexpected <op:*>",
        "(1|1:3: parse error: unclosed left parenthesis",
        "1)|1:2: parse error: unexpected right parenthesis ')'",
        "foo{|1:5: parse error: unexpected end of input inside braces",
        "foo{a}|1:6: parse error: unexpected \"}\" in label matching, expected label matching operator",
        "foo{a=1}|1:7: parse error: unexpected character inside braces: '1'",
        "foo{a=b}|1:7: parse error: unexpected identifier \"b\" in label matching, expected string",
        "foo{a='b' c='d'}|1:11: parse error: unexpected identifier \"c\" in label matching, expected \",\" or \"}\"",
        "foo{a=~'('}|1:5: parse error: error parsing regexp: regex: ( (missing closing ))",
        "foo{__name__='bar'}|1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\"",
        "{a=''}|1:1: parse error: vector selector must contain at least one non-empty matcher",
        "foo[|1:5: parse error: unclosed left bracket",
        "foo[]|1:5: parse error: unexpected \"]\" in subquery or range selector, expected number, duration, step(), or range()",
        "foo[0]|1:5: parse error: duration must be greater than 0",
        "foo[5m|1:7: parse error: unclosed left bracket",
        "foo[5m1h]|1:5: parse error: not a valid duration string: \"5m1h\"",
        "foo[5m/0]|1:7: parse error: division by zero",
        "foo[1m:2m|1:10: parse error: unclosed left bracket",
        "(foo)[5m]|1:6: parse error: ranges only allowed for vector selectors",
        "foo offset 1m[5m]|1:14: parse error: no offset modifiers allowed before range",
        "foo @ 1 [5m]|1:9: parse error: no @ modifiers allowed before range",
        "foo offset|1:11: parse error: unexpected end of input in offset, expected number, duration, step(), or range()",
        "foo offset 1m offset 2m|1:1: parse error: offset may not be set multiple times",
        "sum(foo) offset 1m|1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
        "foo @|1:6: parse error: unexpected end of input in @, expected timestamp",
        "foo @ 1 @ 2|1:1: parse error: @ <timestamp> may not be set multiple times",
        "foo @ inf|1:1: parse error: timestamp out of bounds for @ modifier: Infinity",
        "foo smoothed anchored|1:1: parse error: anchored and smoothed modifiers cannot be used together"
      })
  void saysWhereAndWhyASelectorIsRefused(String query, String message) {
    assertThat(refusal(query)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sum|accepted",
        "sum()|1:1: parse error: no arguments for aggregate expression provided",
        "sum(1)|1:5: parse error: expected type instant vector in aggregation expression, got scalar",
        "topk(foo)|1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1",
        "sum by (a b) (foo)|1:11: parse error: unexpected identifier \"b\" in grouping opts, expected \",\" or \")\"",
        "sum by foo|1:8: parse error: unexpected identifier \"foo\" in grouping opts, expected \"(\"",
        "nope(foo)|1:1: parse error: unknown function with name \"nope\"",
        "rate(foo)|1:6: parse error: expected type range vector in call to function \"rate\", got instant vector",
        "rate()|1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0",
        "round(foo, 1, 2)|1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3",
        "abs(foo,)|1:8: parse error: trailing commas not allowed in function call args",
        "1 == 1|1:3: parse error: comparisons between scalars must use BOOL modifier",
        "1 + bool 1|1:3: parse error: bool modifier can only be used on comparison operators",
        "1 and foo|1:1: parse error: set operator \"and\" not allowed in binary scalar expression",
        "foo and on(a) group_left(b) bar|1:1: parse error: no grouping allowed for \"and\" operation",
        "foo + on(a) group_left(a) bar|1:5: parse error: label \"a\" must not occur in ON and GROUP clause at once",
        "foo + on(a) 1|1:1: parse error: vector matching only allowed between instant vectors",
        "foo + group_left bar|1:7: parse error: unexpected <group_left>",
        "foo + 'a'|1:7: parse error: binary expression must contain only scalar and instant vector types",
        "-foo[5m]|1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, got \"range vector\"",
        "1[5m:]|1:1: parse error: subquery is only allowed on instant vector, got scalar instead",
        "\"a|1:1: parse error: unterminated quoted string",
        "'\\q'|1:1: parse error: unknown escape sequence U+0071 'q'",
        "1e999|1:1: parse error: error parsing number: \"1e999\" (value out of range)",
        "1a|1:1: parse error: bad number or duration syntax: \"1a\"",
        "a = b|1:3: parse error: unexpected \"=\"",
        "a =~ b|1:3: parse error: unexpected character after '=': '~'",
        "foo{a='é'} $|1:13: parse error: unexpected character: '$'",
        "info(foo, bar)|1:11: parse error: expected label selectors only, got vector selector instead"
      })
  void saysWhereAndWhyAnOperationIsRefused(String query, String message) {
    assertThat(refusal(query)).isEqualTo(message);
  }

  @Test
  void countsLinesAndCarriesTheSpan() {
    var query = "sum(\n  rate(foo))";
    var thrown = catchThrowableOfType(QueryException.class, () -> PromqlParser.parse(query));
    assertThat(thrown).hasMessageStartingWith("2:8: parse error: expected type range vector");
    assertThat(thrown.kind()).isEqualTo(QueryException.Kind.BAD_DATA);
    var span = thrown.span();
    assertThat(span).isNotNull();
    assertThat(query.substring(span.start(), span.end())).isEqualTo("foo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (le) (rate(x[5m]))",
        "fill + fill",
        "start + end + step + range",
        "info(foo, {})",
        "info(foo)",
        "foo > bool 1",
        "histogram </ 2",
        "a atan2 b",
        "sort_by_label(foo, 'a', 'b')",
        "label_join(foo, 'x', ',')",
        "time()[5m:1m] @ start()",
        "foo{bar='x',}",
        "sum(foo) by (a,)",
        "foo[max_of(5m, step())]",
        "{'foo', bar='x'}",
        "limit_ratio(0.5, foo)"
      })
  void takesWhatPrometheusTakes(String query) {
    var wanted = query.startsWith("time") ? "subquery is only allowed" : "accepted";
    assertThat(refusal(query)).contains(wanted);
  }

  @Test
  void spansPointAtTheText() {
    var query = "sum by (a) (rate(foo{a=\"b\"}[5m] offset 1m)) + 1";
    var binary = (Expr.Binary) PromqlParser.parse(query);
    assertThat(text(query, binary.left())).isEqualTo(query.substring(0, query.length() - 4));
    var rate = binary.left().children().getFirst();
    assertThat(text(query, rate)).isEqualTo("rate(foo{a=\"b\"}[5m] offset 1m)");
    assertThat(text(query, rate.children().getFirst())).isEqualTo("foo{a=\"b\"}[5m] offset 1m");
  }

  private static String text(String query, Expr expr) {
    return query.substring(expr.span().start(), expr.span().end());
  }

  @Test
  void nestingAndLengthAreBounded() {
    int depth = ParserOptions.DEFAULT.depthMax();
    assertThat(refusal("(".repeat(depth - 1) + "1" + ")".repeat(depth - 1))).isEqualTo("accepted");
    assertThat(refusal("(".repeat(100_000) + "1" + ")".repeat(100_000)))
        .contains("expression nests too deep (expected: at most " + depth + ")");
    assertThat(refusal("1" + "+1".repeat(100_000))).contains("nests too deep");
    assertThat(refusal("-".repeat(100_000) + "foo")).contains("nests too deep");
    assertThat(refusal("foo[" + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "]"))
        .contains("nests too deep");
    assertThat(refusal("a".repeat(ParserOptions.DEFAULT.lengthMax() + 1)))
        .contains("(expected: at most 1048576)");
  }

  @Test
  void selectorsOfMatchParametersParse() {
    assertThat(PromqlParser.parseSelector("up{job=~\"a|b\"}"))
        .containsExactly(
            new Matcher(Matcher.Type.REGEX, "job", "a|b"), Matcher.equal(Labels.NAME, "up"));
    assertThat(PromqlParser.parseSelector("{\"a b\"}"))
        .containsExactly(Matcher.equal(Labels.NAME, "a b"));
    assertThatThrownBy(() -> PromqlParser.parseSelector("up[5m]"))
        .hasMessage("1:3: parse error: unexpected \"[\"");
  }

  @Test
  void bytesThatAreNoCharacterStayVisible() {
    var expr = (Expr.StringLiteral) PromqlParser.parse("'a\\xffb'");
    assertThat(expr.value()).isEqualTo("a\udcffb");
  }
}
