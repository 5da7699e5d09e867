package io.tocsin.kit.template.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a page of HTML: what a browser would take the next character for.
///
/// @param attribute what the value of the current attribute is taken for
/// @param braces of each JavaScript template literal around: how many braces are open in its
///   expression
/// @param problem why there is no such place; only with [State#ERROR]
record Spot(
    State state,
    Quote quote,
    UrlPart urlPart,
    Slash slash,
    List<Integer> braces,
    Attribute attribute,
    Element element,
    @Nullable Problem problem) {
  static final Spot TEXT =
      new Spot(
          State.TEXT,
          Quote.NONE,
          UrlPart.NONE,
          Slash.REGEXP,
          List.of(),
          Attribute.NONE,
          Element.NONE,
          null);

  /// The spot behind `break` and `continue`, which nothing reaches.
  static final Spot DEAD = TEXT.in(State.DEAD);

  enum State {
    TEXT("stateText"),
    TAG("stateTag"),
    ATTRIBUTE_NAME("stateAttrName"),
    AFTER_NAME("stateAfterName"),
    BEFORE_VALUE("stateBeforeValue"),
    HTML_COMMENT("stateHTMLCmt"),
    RCDATA("stateRCDATA"),
    ATTRIBUTE("stateAttr"),
    URL("stateURL"),
    SRCSET("stateSrcset"),
    JS("stateJS"),
    JS_DOUBLE_QUOTED("stateJSDqStr"),
    JS_SINGLE_QUOTED("stateJSSqStr"),
    JS_TEMPLATE("stateJSTmplLit"),
    JS_REGEXP("stateJSRegexp"),
    JS_BLOCK_COMMENT("stateJSBlockCmt"),
    JS_LINE_COMMENT("stateJSLineCmt"),
    JS_HTML_OPEN_COMMENT("stateJSHTMLOpenCmt"),
    JS_HTML_CLOSE_COMMENT("stateJSHTMLCloseCmt"),
    CSS("stateCSS"),
    CSS_DOUBLE_QUOTED("stateCSSDqStr"),
    CSS_SINGLE_QUOTED("stateCSSSqStr"),
    CSS_DOUBLE_QUOTED_URL("stateCSSDqURL"),
    CSS_SINGLE_QUOTED_URL("stateCSSSqURL"),
    CSS_URL("stateCSSURL"),
    CSS_BLOCK_COMMENT("stateCSSBlockCmt"),
    CSS_LINE_COMMENT("stateCSSLineCmt"),
    ERROR("stateError"),
    META_CONTENT("stateMetaContent"),
    META_CONTENT_URL("stateMetaContentURL"),
    DEAD("stateDead");

    private final String go;

    State(String go) {
      this.go = go;
    }

    boolean isComment() {
      return switch (this) {
        case HTML_COMMENT,
            JS_BLOCK_COMMENT,
            JS_LINE_COMMENT,
            JS_HTML_OPEN_COMMENT,
            JS_HTML_CLOSE_COMMENT,
            CSS_BLOCK_COMMENT,
            CSS_LINE_COMMENT ->
            true;
        default -> false;
      };
    }

    boolean isInTag() {
      return switch (this) {
        case TAG, ATTRIBUTE_NAME, AFTER_NAME, BEFORE_VALUE, ATTRIBUTE -> true;
        default -> false;
      };
    }

    boolean isScriptLiteral() {
      return switch (this) {
        case JS_DOUBLE_QUOTED, JS_SINGLE_QUOTED, JS_TEMPLATE, JS_REGEXP -> true;
        default -> false;
      };
    }

    @Override
    public String toString() {
      return go;
    }
  }

  /// What ends the value of an attribute.
  enum Quote {
    NONE("delimNone"),
    DOUBLE("delimDoubleQuote"),
    SINGLE("delimSingleQuote"),
    SPACE("delimSpaceOrTagEnd");

    private final String go;

    Quote(String go) {
      this.go = go;
    }

    boolean ends(char c) {
      return switch (this) {
        case NONE -> false;
        case DOUBLE -> c == '"';
        case SINGLE -> c == '\'';
        case SPACE -> " \t\n\f\r>".indexOf(c) >= 0;
      };
    }

    @Override
    public String toString() {
      return go;
    }
  }

  enum UrlPart {
    NONE("urlPartNone"),
    PRE_QUERY("urlPartPreQuery"),
    QUERY_OR_FRAGMENT("urlPartQueryOrFrag"),
    UNKNOWN("urlPartUnknown");

    private final String go;

    UrlPart(String go) {
      this.go = go;
    }

    @Override
    public String toString() {
      return go;
    }
  }

  /// What a `/` would begin in JavaScript.
  enum Slash {
    REGEXP("jsCtxRegexp"),
    DIVISION("jsCtxDivOp"),
    UNKNOWN("jsCtxUnknown");

    private final String go;

    Slash(String go) {
      this.go = go;
    }

    @Override
    public String toString() {
      return go;
    }
  }

  /// Elements whose content is no HTML, and `meta`.
  enum Element {
    NONE("elementNone", "", State.TEXT),
    SCRIPT("elementScript", "script", State.JS),
    STYLE("elementStyle", "style", State.CSS),
    TEXTAREA("elementTextarea", "textarea", State.RCDATA),
    TITLE("elementTitle", "title", State.RCDATA),
    META("elementMeta", "", State.TEXT);

    private final String go;
    final String endTag;
    final State content;

    Element(String go, String endTag, State content) {
      this.go = go;
      this.endTag = endTag;
      this.content = content;
    }

    static Element of(String name) {
      return switch (name) {
        case "script" -> SCRIPT;
        case "style" -> STYLE;
        case "textarea" -> TEXTAREA;
        case "title" -> TITLE;
        case "meta" -> META;
        default -> NONE;
      };
    }

    @Override
    public String toString() {
      return go;
    }
  }

  enum Attribute {
    NONE("attrNone", State.ATTRIBUTE),
    SCRIPT("attrScript", State.JS),
    SCRIPT_TYPE("attrScriptType", State.ATTRIBUTE),
    STYLE("attrStyle", State.CSS),
    URL("attrURL", State.URL),
    SRCSET("attrSrcset", State.SRCSET),
    META_CONTENT("attrMetaContent", State.META_CONTENT);

    private final String go;
    final State value;

    Attribute(String go, State value) {
      this.go = go;
      this.value = value;
    }

    @Override
    public String toString() {
      return go;
    }
  }

  static Spot error(Problem problem) {
    return new Spot(
        State.ERROR,
        Quote.NONE,
        UrlPart.NONE,
        Slash.REGEXP,
        List.of(),
        Attribute.NONE,
        Element.NONE,
        problem);
  }

  boolean isError() {
    return state == State.ERROR;
  }

  Spot in(State other) {
    return new Spot(other, quote, urlPart, slash, braces, attribute, element, problem);
  }

  Spot quoted(Quote other) {
    return new Spot(state, other, urlPart, slash, braces, attribute, element, problem);
  }

  Spot urlPart(UrlPart other) {
    return new Spot(state, quote, other, slash, braces, attribute, element, problem);
  }

  Spot slash(Slash other) {
    return new Spot(state, quote, urlPart, other, braces, attribute, element, problem);
  }

  Spot braces(List<Integer> other) {
    return new Spot(state, quote, urlPart, slash, other, attribute, element, problem);
  }

  Spot attribute(Attribute other) {
    return new Spot(state, quote, urlPart, slash, braces, other, element, problem);
  }

  /// Returns a fresh spot in an element.
  static Spot of(State state, Element element) {
    return new Spot(
        state, Quote.NONE, UrlPart.NONE, Slash.REGEXP, List.of(), Attribute.NONE, element, null);
  }

  /// Returns the spot after what a browser does without reading anything: `<a href=` is followed by
  /// an unquoted value.
  Spot nudged() {
    return switch (state) {
      case TAG -> in(State.ATTRIBUTE_NAME);
      case BEFORE_VALUE -> in(attribute.value).quoted(Quote.SPACE).attribute(Attribute.NONE);
      case AFTER_NAME -> in(State.ATTRIBUTE_NAME).attribute(Attribute.NONE);
      default -> this;
    };
  }

  /// Returns the name under which a template is kept that begins here.
  String mangle(String template) {
    if (state == State.TEXT) {
      return template;
    }
    var out = new StringBuilder(template).append("$htmltemplate_").append(state);
    out.append(quote == Quote.NONE ? "" : "_" + quote);
    out.append(urlPart == UrlPart.NONE ? "" : "_" + urlPart);
    out.append(slash == Slash.REGEXP ? "" : "_" + slash);
    out.append(braces.isEmpty() ? "" : "_jsBraceDepth(" + braces + ")");
    out.append(attribute == Attribute.NONE ? "" : "_" + attribute);
    out.append(element == Element.NONE ? "" : "_" + element);
    return out.toString();
  }

  @Override
  public String toString() {
    var depth = braces.toString().replace(",", "");
    return "{%s %s %s %s %s %s %s <nil>}"
        .formatted(state, quote, urlPart, slash, depth, attribute, element);
  }
}
