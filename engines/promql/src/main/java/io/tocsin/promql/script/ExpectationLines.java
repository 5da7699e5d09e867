package io.tocsin.promql.script;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.promql.Expr.StringLiteral;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.script.Expectation.Kind;
import io.tocsin.promql.script.Expectation.Wanted;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the lines under an eval.
final class ExpectationLines {
  private static final java.util.regex.Pattern EXPECT =
      java.util.regex.Pattern.compile(
          "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
  private static final java.util.regex.Pattern RANGE_VECTOR =
      java.util.regex.Pattern.compile(
          "expect range vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)");
  private static final Wanted ANYTHING = new Wanted("anything", _ -> true);

  private final int evalLine;
  private final boolean instant;
  private final boolean fails;
  private final Expectation expectation = new Expectation();

  ExpectationLines(int evalLine, boolean instant, @Nullable String modifier) {
    this.evalLine = evalLine;
    this.instant = instant;
    this.fails = "fail".equals(modifier);
    if (modifier != null) {
      expectation.want(Kind.valueOf(modifier.toUpperCase(Locale.ROOT)), ANYTHING);
    }
  }

  Expectation expectation() {
    return expectation;
  }

  /// Reads one line; returns whether more may follow.
  boolean read(int line, String text) {
    if (fails && text.startsWith("expected_fail_message")) {
      expectation.want(Kind.FAIL, exactly(text.substring(21).strip()));
      return false;
    }
    if (fails && text.startsWith("expected_fail_regexp")) {
      expectation.want(Kind.FAIL, matching(line, text.substring(20).strip()));
      return false;
    }
    if (text.startsWith("expect range vector")) {
      rangeVector(line, text);
    } else if (text.startsWith("expect string")) {
      expectation.text(string(line, text.substring(13).strip()));
    } else if (text.split(" ", 2)[0].equals("expect")) {
      expect(line, text);
    } else if (Numbers.isNumber(text)) {
      expectation.scalar(Numbers.parse(text));
      return false;
    } else {
      series(line, text);
    }
    return true;
  }

  private static Wanted exactly(String message) {
    return new Wanted(message, message::equals);
  }

  private static Wanted matching(int line, String regex) {
    try {
      var pattern = Pattern.compile(regex);
      return new Wanted("/" + regex + "/", text -> pattern.matcher(text).find());
    } catch (PatternSyntaxException e) {
      throw new ScriptException(line, "regex: " + regex + " (" + e.getDescription() + ")");
    }
  }

  private void rangeVector(int line, String text) {
    var matcher = RANGE_VECTOR.matcher(text);
    if (!matcher.matches()) {
      throw new ScriptException(line, "invalid range vector definition \"" + text + "\"");
    }
    expectation.rangeVector(
        ScriptParser.times(line, matcher.group(1), matcher.group(2), matcher.group(3)));
  }

  private static String string(int line, String quoted) {
    try {
      if (PromqlParser.parse(quoted) instanceof StringLiteral literal) {
        return literal.value();
      }
    } catch (QueryException ignored) {
      // Answered below, like an expression of another kind.
    }
    throw new ScriptException(line, "expect string: " + quoted + " (expected: quoted text)");
  }

  private void expect(int line, String text) {
    var matcher = EXPECT.matcher(text);
    if (!matcher.matches()) {
      throw new ScriptException(
          line, "invalid expect statement (expected: expect <type> <match_type>: <string>)");
    }
    var kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    var how = matcher.group(2);
    if (how == null) {
      expectation.want(kind, ANYTHING);
    } else {
      var what = matcher.group(3).strip();
      expectation.want(kind, how.equals("msg") ? exactly(what) : matching(line, what));
    }
    refuseContradictions(line);
  }

  private void refuseContradictions(int line) {
    if (expectation.has(Kind.INFO) && expectation.has(Kind.NO_INFO)) {
      throw new ScriptException(line, "info and no_info cannot be used together");
    }
    if (expectation.has(Kind.WARN) && expectation.has(Kind.NO_WARN)) {
      throw new ScriptException(line, "warn and no_warn cannot be used together");
    }
    if (!fails && expectation.wanted(Kind.FAIL).size() > 1) {
      throw new ScriptException(line, "multiple expect fail lines are not allowed");
    }
  }

  private void series(int line, String text) {
    var series = ScriptParser.series(line, text);
    if (instant && expectation.rangeVector() == null && series.points().size() > 1) {
      throw new ScriptException(
          evalLine,
          "expecting multiple values in instant evaluation not allowed, consider using 'expect"
              + " range vector'");
    }
    expectation.add(series);
  }
}
