package io.tocsin.kit;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A regular expression in RE2's syntax that must match the whole text; `.` matches newlines too.
///
/// Most expressions in dashboards are `a|b|c`, `prefix.*` or `.+`: those are recognised and
/// answered without an automaton, and an index can read them as [#alternatives] or [#prefix].
/// Everything else runs in linear time on RE2/J. Immutable.
public final class AnchoredRegex {
  private static final int ALTERNATIVES_MAX = 1_000;
  private static final String SPECIAL = "\\.+*?()[]{}^$|";

  private final String source;
  private final Set<String> alternatives;
  private final String prefix;
  private final Rest rest;
  private final Pattern pattern;

  /// What may follow the literal prefix, where that alone decides.
  private enum Rest {
    ANYTHING,
    SOMETHING,
    PATTERN
  }

  private AnchoredRegex(
      String source, Set<String> alternatives, String prefix, Rest rest, Pattern pattern) {
    this.source = source;
    this.alternatives = alternatives;
    this.prefix = prefix;
    this.rest = rest;
    this.pattern = pattern;
  }

  /// Returns the compiled expression.
  ///
  /// @throws RegexException if `source` is no RE2 expression
  public static AnchoredRegex compile(String source) {
    var pattern = parse(source);
    var literals = literals(source);
    if (!literals.isEmpty()) {
      return new AnchoredRegex(source, Set.copyOf(literals), "", Rest.PATTERN, pattern);
    }
    var prefix = literalPrefix(source);
    var tail = source.substring(prefix.length());
    return switch (tail) {
      case ".*" -> new AnchoredRegex(source, Set.of(), prefix, Rest.ANYTHING, pattern);
      case ".+" -> new AnchoredRegex(source, Set.of(), prefix, Rest.SOMETHING, pattern);
      default -> new AnchoredRegex(source, Set.of(), prefix, Rest.PATTERN, pattern);
    };
  }

  private static Pattern parse(String source) {
    try {
      return Pattern.compile("^(?s:" + source + ")$");
    } catch (PatternSyntaxException e) {
      throw new RegexException("regex: " + source + " (" + e.getDescription() + ")", e);
    }
  }

  private static List<String> literals(String source) {
    var found = new ArrayList<String>();
    for (var part : source.split("\\|", -1)) {
      if (!isLiteral(part) || found.size() == ALTERNATIVES_MAX) {
        return List.of();
      }
      found.add(part);
    }
    return found;
  }

  private static boolean isLiteral(String text) {
    return text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /// Returns the characters before the first special one; the last of them is left out where a
  /// repetition may follow it, all of them where an alternative may.
  private static String literalPrefix(String source) {
    int end = 0;
    while (end < source.length() && SPECIAL.indexOf(source.charAt(end)) < 0) {
      end++;
    }
    if (source.indexOf('|') >= 0 || source.startsWith("(?")) {
      return "";
    }
    boolean repeated = end < source.length() && "*?{+".indexOf(source.charAt(end)) >= 0;
    return repeated ? source.substring(0, Math.max(0, end - 1)) : source.substring(0, end);
  }

  public boolean matches(String text) {
    if (!alternatives.isEmpty()) {
      return alternatives.contains(text);
    }
    if (!text.startsWith(prefix)) {
      return false;
    }
    return switch (rest) {
      case ANYTHING -> true;
      case SOMETHING -> text.length() > prefix.length();
      case PATTERN -> pattern.matcher(text).matches();
    };
  }

  /// Returns `template` with `$1`, `${1}`, `$name` and `${name}` replaced by what the groups of
  /// this expression matched in `text` and `$$` by `$`, as Go's `Regexp.Expand` does it; null where
  /// `text` does not match.
  public @Nullable String expand(String text, String template) {
    var matcher = pattern.matcher(text);
    return matcher.matches() ? Expansion.expand(matcher, template) : null;
  }

  /// Returns the complete list of texts that match, or an empty set where it is not known.
  public Set<String> alternatives() {
    return alternatives;
  }

  /// Returns what every matching text begins with; empty where nothing is known.
  public String prefix() {
    return prefix;
  }

  @Override
  public String toString() {
    return source;
  }
}
