package io.tocsin.kit.template.html;

import io.tocsin.kit.template.Node;
import io.tocsin.kit.template.Node.Pipeline;
import io.tocsin.kit.template.html.Spot.Quote;
import io.tocsin.kit.template.html.Spot.State;
import io.tocsin.kit.template.html.Spot.UrlPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which escapers a value needs at a spot.
final class ActionEscapers {
  private ActionEscapers() {}

  static boolean isUrl(State state) {
    return switch (state) {
      case URL,
          CSS_DOUBLE_QUOTED,
          CSS_SINGLE_QUOTED,
          CSS_DOUBLE_QUOTED_URL,
          CSS_SINGLE_QUOTED_URL,
          CSS_URL ->
          true;
      default -> false;
    };
  }

  /// Returns the escaper that the template names itself where it must not, or null.
  static @Nullable String disallowed(Spot spot, Pipeline pipe) {
    boolean unquoted = spot.state() == State.ATTRIBUTE && spot.quote() == Quote.SPACE;
    var commands = pipe.commands();
    for (int i = 0; i < commands.size(); i++) {
      var name = function(commands.get(i));
      if (name != null
          && Escapers.isPredefined(name)
          && (i < commands.size() - 1 || (unquoted && name.equals("html")))) {
        return name;
      }
    }
    return null;
  }

  static @Nullable String function(Node.Command command) {
    return command.terms().getFirst() instanceof Node.Identifier name ? name.name() : null;
  }

  static List<String> of(Spot spot) {
    var escapers = new ArrayList<String>(3);
    addForState(spot, escapers);
    switch (spot.quote()) {
      case NONE -> {}
      case SPACE -> escapers.add(Escapers.NO_SPACE);
      case DOUBLE, SINGLE -> escapers.add(Escapers.ATTRIBUTE);
    }
    return escapers;
  }

  private static void addForState(Spot spot, List<String> escapers) {
    switch (spot.state()) {
      case URL,
          CSS_DOUBLE_QUOTED,
          CSS_SINGLE_QUOTED,
          CSS_DOUBLE_QUOTED_URL,
          CSS_SINGLE_QUOTED_URL,
          CSS_URL ->
          addForUrl(spot, escapers);
      case META_CONTENT_URL -> escapers.add(Escapers.URL_FILTER);
      case JS -> escapers.add(Escapers.JS_VALUE);
      case JS_DOUBLE_QUOTED, JS_SINGLE_QUOTED -> escapers.add(Escapers.JS_STRING);
      case JS_TEMPLATE -> escapers.add(Escapers.JS_TEMPLATE);
      case JS_REGEXP -> escapers.add(Escapers.JS_REGEXP);
      case CSS -> escapers.add(Escapers.CSS_VALUE);
      case TEXT -> escapers.add(Escapers.HTML);
      case RCDATA -> escapers.add(Escapers.RCDATA);
      case ATTRIBUTE_NAME, TAG -> escapers.add(Escapers.NAME);
      case SRCSET -> escapers.add(Escapers.SRCSET);
      case HTML_COMMENT,
          JS_BLOCK_COMMENT,
          JS_LINE_COMMENT,
          JS_HTML_OPEN_COMMENT,
          JS_HTML_CLOSE_COMMENT,
          CSS_BLOCK_COMMENT,
          CSS_LINE_COMMENT ->
          escapers.add(Escapers.COMMENT);
      // The quotes around them decide.
      case ATTRIBUTE, META_CONTENT -> {}
      case AFTER_NAME, BEFORE_VALUE, ERROR, DEAD ->
          throw new IllegalStateException("spot: " + spot);
    }
  }

  private static void addForUrl(Spot spot, List<String> escapers) {
    if (spot.urlPart() == UrlPart.QUERY_OR_FRAGMENT) {
      escapers.add(Escapers.URL);
      return;
    }
    if (spot.urlPart() == UrlPart.NONE) {
      escapers.add(Escapers.URL_FILTER);
    }
    boolean string =
        spot.state() == State.CSS_DOUBLE_QUOTED || spot.state() == State.CSS_SINGLE_QUOTED;
    escapers.add(string ? Escapers.CSS : Escapers.URL_NORMALIZER);
  }
}
