package io.tocsin.notify;

import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.notify.matcher.ClassicParser;
import io.tocsin.notify.matcher.Utf8Parser;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads matchers and label names in one of Alertmanager's modes: in `alertmanager.yml`, in filters
/// of the API, on the command line. Immutable.
public record MatcherSyntax(MatcherMode mode) {
  private static final Logger LOG = LoggerFactory.getLogger(MatcherSyntax.class);

  public static final MatcherSyntax FALLBACK = new MatcherSyntax(MatcherMode.FALLBACK);

  /// Reads one matcher, as in `alertname=~"Disk.*"`.
  ///
  /// @throws IllegalArgumentException if it is none, or more than one; the message is
  ///   Alertmanager's
  public Matcher one(String text) {
    if (mode != MatcherMode.CLASSIC && (text.startsWith("{") || text.endsWith("}"))) {
      throw new IllegalArgumentException("unexpected open or close brace: " + text);
    }
    return switch (mode) {
      case CLASSIC -> ClassicParser.one(text);
      case UTF8 -> only(Utf8Parser.parse(text));
      case FALLBACK -> only(fallback(text, () -> List.of(ClassicParser.one(text)), true));
    };
  }

  private static Matcher only(List<Matcher> found) {
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no matchers");
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException("expected 1 matcher, found " + found.size());
    }
    return found.getFirst();
  }

  /// Reads any number of matchers, as in `{severity="critical",team!="db"}`, braces or not.
  ///
  /// @throws IllegalArgumentException if that is not what it is; the message is Alertmanager's
  public List<Matcher> many(String text) {
    return switch (mode) {
      case CLASSIC -> ClassicParser.many(text);
      case UTF8 -> Utf8Parser.parse(text);
      case FALLBACK -> fallback(text, () -> ClassicParser.many(text), false);
    };
  }

  private interface Reading {
    List<Matcher> read();
  }

  private static List<Matcher> fallback(String text, Reading classic, boolean single) {
    List<Matcher> modern;
    try {
      modern = Utf8Parser.parse(text);
      if (single) {
        only(modern);
      }
    } catch (IllegalArgumentException refused) {
      var found = classic.read();
      LOG.atWarn()
          .addKeyValue("input", text)
          .addKeyValue("reason", refused.getMessage())
          .addKeyValue("suggestion", suggestion(found))
          .log("read as classic matchers: quote values and escape backslashes");
      return found;
    }
    try {
      var old = classic.read();
      if (!old.equals(modern)) {
        LOG.atWarn().addKeyValue("input", text).log("matchers mean something else as UTF-8 ones");
        return old;
      }
    } catch (IllegalArgumentException onlyModern) {
      LOG.atTrace().addKeyValue("input", text).log("UTF-8 matchers");
    }
    return modern;
  }

  private static String suggestion(List<Matcher> found) {
    return String.join(",", found.stream().map(Matchers::print).toList());
  }

  /// Tells whether a label may have that name: any text but the empty one, or in classic mode
  /// letters, digits and underscores.
  public boolean isLabelName(String name) {
    return mode == MatcherMode.CLASSIC ? LabelsText.isLabelName(name) : !name.isEmpty();
  }
}
