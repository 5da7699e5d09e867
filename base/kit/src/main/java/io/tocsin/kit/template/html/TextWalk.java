package io.tocsin.kit.template.html;

import io.tocsin.kit.template.html.Spot.Attribute;
import io.tocsin.kit.template.html.Spot.Element;
import io.tocsin.kit.template.html.Spot.Quote;
import io.tocsin.kit.template.html.Spot.State;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One piece of a template's text: where it leads, and what it is without its comments.
final class TextWalk {
  /// Openings that a script must not contain, not even in a string.
  private static final Pattern SCRIPT_TAG =
      Pattern.compile("<(script|/script|!--)", Pattern.CASE_INSENSITIVE);

  private static final Set<String> SCRIPT_TYPES =
      Set.of(
          "",
          "application/ecmascript",
          "application/javascript",
          "application/json",
          "application/ld+json",
          "application/x-ecmascript",
          "application/x-javascript",
          "module",
          "text/ecmascript",
          "text/javascript",
          "text/javascript1.0",
          "text/javascript1.1",
          "text/javascript1.2",
          "text/javascript1.3",
          "text/javascript1.4",
          "text/javascript1.5",
          "text/jscript",
          "text/livescript",
          "text/x-ecmascript",
          "text/x-javascript");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private Spot spot;
  private int written;
  private boolean edited;

  TextWalk(Spot spot, String text) {
    this.spot = spot;
    this.text = text;
  }

  Spot run() {
    int at = 0;
    while (at < text.length()) {
      var step = after(spot, text.substring(at));
      int end = at + step.read();
      var next = step.spot();
      if (spot.state() == State.TEXT || spot.state() == State.RCDATA) {
        escapeStray(at, end, !next.state().equals(spot.state()));
      } else if (spot.state().isComment() && spot.quote() == Quote.NONE) {
        comment(end);
      }
      boolean opens = next.state().isComment() && next.state() != spot.state();
      if (opens && next.quote() == Quote.NONE) {
        write(end - opening(next.state()));
        written = end;
      }
      if (spot.state().isScriptLiteral()) {
        escapeScriptTags(at, end);
      }
      spot = next;
      at = end;
    }
    return spot;
  }

  /// Returns the text as it is to be written, or null where it stays as it is.
  @Nullable String changed() {
    if (!edited || spot.isError()) {
      return null;
    }
    boolean inComment = spot.state().isComment() && spot.quote() == Quote.NONE;
    return inComment ? out.toString() : out + text.substring(written);
  }

  private void write(int end) {
    out.append(text, written, end);
    written = end;
    edited = true;
  }

  /// A `<` that begins no tag is written as what it is: text.
  private void escapeStray(int from, int to, boolean tagFollows) {
    int end = to;
    if (tagFollows) {
      int open = text.lastIndexOf('<', to - 1);
      end = open >= from ? open : to;
    }
    for (int i = from; i < end; i++) {
      if (text.charAt(i) == '<' && !text.regionMatches(true, i, "<!DOCTYPE", 0, 9)) {
        write(i);
        out.append("&lt;");
        written = i + 1;
      }
    }
  }

  private void comment(int end) {
    switch (spot.state()) {
      case JS_BLOCK_COMMENT -> {
        var comment = text.substring(written, end);
        boolean lines = Transitions.firstOf(comment, 0, "\n\r\u2028\u2029") >= 0;
        out.append(lines ? '\n' : ' ');
      }
      case CSS_BLOCK_COMMENT -> out.append(' ');
      default -> {}
    }
    written = end;
    edited = true;
  }

  private static int opening(State comment) {
    return switch (comment) {
      case HTML_COMMENT, JS_HTML_OPEN_COMMENT -> 4;
      case JS_HTML_CLOSE_COMMENT -> 3;
      default -> 2;
    };
  }

  private void escapeScriptTags(int from, int to) {
    var matcher = SCRIPT_TAG.matcher(text.substring(from, to));
    if (matcher.find()) {
      write(from);
      out.append(matcher.replaceAll("\\\\x3C$1"));
      written = to;
    }
  }

  private static Step after(Spot spot, String rest) {
    if (spot.quote() == Quote.NONE) {
      var end = Transitions.specialTagEnd(spot, rest);
      // The end tag itself is read as HTML again.
      return end.read() == 0 ? end : Transitions.after(spot, rest.substring(0, end.read()));
    }
    int end = 0;
    while (end < rest.length() && !spot.quote().ends(rest.charAt(end))) {
      end++;
    }
    if (spot.quote() == Quote.SPACE) {
      int bad = Transitions.firstOf(rest.substring(0, end), 0, "\"'<=`");
      if (bad >= 0) {
        var message =
            Quoting.quote(rest.substring(bad, bad + 1))
                + " in unquoted attr: "
                + Quoting.quote(rest.substring(0, end));
        return new Step(Spot.error(Problem.of(message)), rest.length());
      }
    }
    return end == rest.length() ? inside(spot, rest) : closed(spot, rest, end);
  }

  private static Step inside(Spot spot, String rest) {
    var here = spot;
    var value = Entities.decode(rest);
    while (!value.isEmpty()) {
      var step = Transitions.after(here, value);
      here = step.spot();
      value = value.substring(Math.min(value.length(), step.read()));
    }
    return new Step(here, rest.length());
  }

  private static Step closed(Spot spot, String rest, int end) {
    var element = spot.element();
    boolean typed = spot.state() == State.ATTRIBUTE && spot.attribute() == Attribute.SCRIPT_TYPE;
    if (typed && element == Element.SCRIPT && !isScriptType(rest.substring(0, end))) {
      element = Element.NONE;
    }
    int read = spot.quote() == Quote.SPACE ? end : end + 1;
    return new Step(Spot.of(State.TAG, element), read);
  }

  private static boolean isScriptType(String type) {
    int parameters = type.indexOf(';');
    var name = parameters < 0 ? type : type.substring(0, parameters);
    return SCRIPT_TYPES.contains(name.toLowerCase(Locale.ROOT).strip());
  }
}
