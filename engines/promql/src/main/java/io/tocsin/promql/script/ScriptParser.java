package io.tocsin.promql.script;

import io.tocsin.kit.Durations;
import io.tocsin.promql.script.Statement.Bad;
import io.tocsin.promql.script.Statement.Eval;
import io.tocsin.promql.script.Statement.Load;
import io.tocsin.promql.script.Statement.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts a script into statements.
final class ScriptParser {
  private static final Pattern LOAD = Pattern.compile("load(?:_(with_nhcb))?\\s+(.+?)");
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(.+?))?\\s+(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+?)"
              + "\\s+(.+)");

  private final List<String> lines;
  private final List<Statement> statements = new ArrayList<>();
  private int next;

  private ScriptParser(String text) {
    this.lines = text.lines().map(String::strip).map(ScriptParser::withoutComment).toList();
  }

  private static String withoutComment(String line) {
    return line.startsWith("#") ? "" : line;
  }

  /// Returns all statements; those that make no sense as [Bad].
  static List<Statement> parse(String text) {
    var parser = new ScriptParser(text);
    while (parser.next < parser.lines.size()) {
      parser.statement();
    }
    return parser.statements;
  }

  private void statement() {
    int line = next + 1;
    var text = lines.get(next++);
    if (text.isEmpty()) {
      return;
    }
    try {
      statements.add(statement(line, text));
    } catch (ScriptException e) {
      skipBlock();
      statements.add(new Bad(e.line(), text, String.valueOf(e.getMessage())));
    }
  }

  private void skipBlock() {
    while (next < lines.size() && !lines.get(next).isEmpty()) {
      next++;
    }
  }

  private Statement statement(int line, String text) {
    var word = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (word.equals("clear")) {
      return new Statement.Clear(line);
    }
    if (word.startsWith("load")) {
      return load(line, text);
    }
    if (word.startsWith("eval")) {
      return eval(line, text);
    }
    throw new ScriptException(line, "invalid command (expected: load, clear or eval)");
  }

  private Load load(int line, String text) {
    var matcher = LOAD.matcher(text);
    if (!matcher.matches()) {
      throw new ScriptException(line, "invalid load command (expected: load[_with_nhcb] <step>)");
    }
    var series = new ArrayList<SeriesLine>();
    SeriesLine starts = null;
    while (next < lines.size() && !lines.get(next).isEmpty()) {
      var one = lines.get(next++);
      if (StartNotation.isStarts(one)) {
        refuseStarts(starts);
        starts = starts(next, one);
      } else {
        var parsed = series(next, one);
        series.add(starts == null ? parsed : StartNotation.join(next, starts, parsed));
        starts = null;
      }
    }
    refuseStarts(starts);
    return new Load(line, duration(line, matcher.group(2)), matcher.group(1) != null, series);
  }

  private void refuseStarts(@Nullable SeriesLine starts) {
    if (starts != null) {
      throw new ScriptException(next, "@st line has no following sample line");
    }
  }

  private static SeriesLine starts(int line, String text) {
    try {
      return StartNotation.parse(text);
    } catch (RuntimeException e) {
      throw new ScriptException(line, String.valueOf(e.getMessage()));
    }
  }

  static SeriesLine series(int line, String text) {
    try {
      return SeriesNotation.parse(text);
    } catch (RuntimeException e) {
      throw new ScriptException(line, String.valueOf(e.getMessage()));
    }
  }

  static long duration(int line, String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ScriptException(line, String.valueOf(e.getMessage()));
    }
  }

  private Eval eval(int line, String text) {
    var instant = INSTANT.matcher(text);
    if (instant.matches()) {
      var at = instant.group(2);
      long time = duration(line, at == null ? "" : at);
      return eval(line, instant.group(3), instant.group(1), new Times(time, time, 0));
    }
    var range = RANGE.matcher(text);
    if (range.matches()) {
      var times = times(line, range.group(2), range.group(3), range.group(4));
      return eval(line, range.group(5), range.group(1), times);
    }
    throw new ScriptException(
        line,
        "invalid evaluation command (expected: eval instant at <time> <query> or eval range from"
            + " <start> to <end> step <step> <query>)");
  }

  static Times times(int line, String from, String to, String step) {
    var times = new Times(duration(line, from), duration(line, to), duration(line, step));
    if (times.endMillis() < times.startMillis()) {
      throw new ScriptException(line, "end: " + to + " (expected: not before start " + from + ")");
    }
    return times;
  }

  private Eval eval(int line, String query, String modifier, Times times) {
    var lines = new ExpectationLines(line, times.isInstant(), modifier);
    while (next < this.lines.size() && !this.lines.get(next).isEmpty()) {
      boolean more = lines.read(next + 1, this.lines.get(next));
      next++;
      if (!more) {
        break;
      }
    }
    return new Eval(line, query, times, lines.expectation());
  }
}
