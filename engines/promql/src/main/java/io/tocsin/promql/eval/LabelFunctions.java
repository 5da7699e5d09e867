package io.tocsin.promql.eval;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.Names;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// `label_replace` and `label_join`: new labels, same values.
final class LabelFunctions {
  private final Scope scope;

  LabelFunctions(Scope scope) {
    this.scope = scope;
  }

  /// @param texts target label, replacement, source label, regular expression
  Block replace(Block input, List<String> texts) {
    var target = texts.get(0);
    var replacement = texts.get(1);
    var source = texts.get(2);
    var pattern = compile(texts.get(3));
    requireName("destination", "label_replace", target);
    return relabelled(
        input,
        target,
        labels -> {
          var matcher = pattern.matcher(labels.value(source));
          return matcher.matches()
              ? labels.with(target, Template.expand(replacement, matcher))
              : null;
        });
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile("^(?s:" + regex + ")$");
    } catch (PatternSyntaxException e) {
      throw failure("invalid regular expression in label_replace(): " + regex);
    }
  }

  /// @param texts target label, separator, source labels
  Block join(Block input, List<String> texts) {
    var target = texts.get(0);
    var sources = texts.subList(2, texts.size());
    sources.forEach(source -> requireName("source", "label_join", source));
    requireName("destination", "label_join", target);
    return relabelled(
        input,
        target,
        labels -> {
          var joined = new StringJoiner(texts.get(1));
          sources.forEach(source -> joined.add(labels.value(source)));
          return labels.with(target, joined.toString());
        });
  }

  private static void requireName(String which, String function, String name) {
    if (!Names.isValid(name)) {
      throw failure("invalid " + which + " label name in " + function + "(): " + name);
    }
  }

  private static QueryException failure(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }

  /// Returns new labels, or null for a series that stays as it is.
  @FunctionalInterface
  private interface Change {
    @Nullable Labels apply(Labels labels);
  }

  private Block relabelled(Block input, String target, Change change) {
    var rows = input.rows();
    var labels = new Labels[rows.size()];
    var drops = new boolean[rows.size()];
    for (int row = 0; row < labels.length; row++) {
      var before = rows.labels(row);
      var changed = change.apply(before);
      labels[row] = changed == null ? before : changed;
      boolean named = changed != null && target.equals(Labels.NAME);
      drops[row] = !named && rows.dropsName(row);
    }
    var relabelled = new MappedBlock(input, new LabelRows(labels, drops), row -> {});
    return Collisions.merge(relabelled, scope.budget());
  }

  /// A replacement with `$1`, `${1}` and `${name}`; what names no group is empty.
  private record Template(String text, Matcher matcher, StringBuilder out) {
    static String expand(String text, Matcher matcher) {
      var template = new Template(text, matcher, new StringBuilder());
      template.run();
      return template.out.toString();
    }

    private void run() {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c != '$' || at + 1 == text.length()) {
          out.append(c);
          at++;
        } else if (text.charAt(at + 1) == '$') {
          out.append('$');
          at += 2;
        } else {
          at = reference(at + 1);
        }
      }
    }

    private int reference(int from) {
      boolean braced = text.charAt(from) == '{';
      int start = braced ? from + 1 : from;
      int end = start;
      while (end < text.length() && isWord(text.charAt(end))) {
        end++;
      }
      boolean closed = !braced || (end < text.length() && text.charAt(end) == '}');
      if (end == start || !closed) {
        out.append('$');
        return from;
      }
      out.append(group(text.substring(start, end)));
      return braced ? end + 1 : end;
    }

    private static boolean isWord(char c) {
      return c == '_' || Character.isLetterOrDigit(c);
    }

    private String group(String name) {
      try {
        boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
        var value = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
        return value == null ? "" : value;
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        return "";
      }
    }
  }
}
