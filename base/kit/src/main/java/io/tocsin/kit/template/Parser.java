package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node.Branch;
import io.tocsin.kit.template.Node.Call;
import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.Node.Step;
import io.tocsin.kit.template.Node.Text;
import io.tocsin.kit.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parses a text into its templates: control structures here, pipelines in [PipelineParser].
public final class Parser {
  private static final int NESTING_MAX = 400;

  /// How a list ended.
  private enum End {
    END,
    ELSE
  }

  private record Ended(Nodes nodes, End end) {}

  private final String name;
  private final String text;
  private final Tokens tokens;
  private final TemplateSet set;
  private final Map<String, Tree> trees = new LinkedHashMap<>();
  private PipelineParser pipelines;
  private int rangeDepth;
  private int nesting;

  private Parser(String name, String text, TemplateSet set) {
    this.name = name;
    this.text = text;
    this.set = set;
    this.tokens = new Tokens(name, text);
    this.pipelines = new PipelineParser(tokens, set);
  }

  /// Returns the templates of `text`, itself among them as `name`.
  ///
  /// @param set whose functions may be called
  /// @throws TemplateException if it does not parse
  public static Map<String, Tree> parse(String name, String text, TemplateSet set) {
    var parser = new Parser(name, text, set);
    parser.add(name, parser.top());
    return parser.trees;
  }

  private void add(String defined, Nodes root) {
    var tree = new Tree(defined, name, text, root);
    var before = trees.get(defined);
    if (before == null || before.isEmpty()) {
      trees.put(defined, tree);
    } else if (!tree.isEmpty()) {
      throw tokens.error("template: multiple definition of template " + GoQuote.quote(defined));
    }
  }

  private Nodes top() {
    var steps = new ArrayList<Step>();
    int at = tokens.peek().at();
    while (tokens.peek().kind() != Kind.EOF) {
      if (tokens.peek().kind() == Kind.LEFT_DELIMITER && define()) {
        continue;
      }
      var end = step(steps);
      if (end != null) {
        throw tokens.error("unexpected {{" + (end == End.END ? "end" : "else") + "}}");
      }
    }
    return new Nodes(at, List.copyOf(steps));
  }

  private boolean define() {
    var open = tokens.next();
    var word = tokens.nextNonSpace();
    if (word.kind() != Kind.DEFINE) {
      tokens.back(word);
      tokens.back(open);
      return false;
    }
    var literal = tokens.nextNonSpace();
    if (literal.kind() != Kind.STRING && literal.kind() != Kind.RAW_STRING) {
      throw tokens.unexpected(literal, "define clause");
    }
    var defined = tokens.unquote(literal);
    tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
    add(defined, separately("define clause"));
    return true;
  }

  /// Returns the list up to `end` of a template that shares nothing with the one around it.
  private Nodes separately(String context) {
    var outer = pipelines;
    int outerRange = rangeDepth;
    int outerLine = tokens.actionLine(0);
    pipelines = new PipelineParser(tokens, set);
    rangeDepth = 0;
    var list = list();
    if (list.end() == End.ELSE) {
      throw tokens.error("unexpected {{else}} in " + context);
    }
    pipelines = outer;
    rangeDepth = outerRange;
    tokens.actionLine(outerLine);
    return list.nodes();
  }

  private Ended list() {
    if (++nesting > NESTING_MAX) {
      throw tokens.error("max nesting depth exceeded");
    }
    var steps = new ArrayList<Step>();
    int at = tokens.peekNonSpace().at();
    while (tokens.peekNonSpace().kind() != Kind.EOF) {
      var end = step(steps);
      if (end != null) {
        nesting--;
        return new Ended(new Nodes(at, List.copyOf(steps)), end);
      }
    }
    throw tokens.error("unexpected EOF");
  }

  /// Adds the next text or action, or returns which word ended the list.
  private @Nullable End step(List<Step> steps) {
    var token = tokens.nextNonSpace();
    if (token.kind() == Kind.TEXT) {
      steps.add(new Text(token.at(), token.text()));
      return null;
    }
    if (token.kind() != Kind.LEFT_DELIMITER) {
      throw tokens.unexpected(token, "input");
    }
    tokens.actionLine(token.line());
    var end = action(steps);
    tokens.actionLine(0);
    return end;
  }

  private @Nullable End action(List<Step> steps) {
    var token = tokens.nextNonSpace();
    switch (token.kind()) {
      case ELSE -> {
        var next = tokens.peekNonSpace().kind();
        if (next != Kind.IF && next != Kind.WITH) {
          tokens.expect(Kind.RIGHT_DELIMITER, "else");
        }
        return End.ELSE;
      }
      case END -> {
        tokens.expect(Kind.RIGHT_DELIMITER, "end");
        return End.END;
      }
      case BLOCK -> steps.add(block());
      case BREAK, CONTINUE -> steps.add(leave(token));
      case IF -> steps.add(branch(Branch.Kind.IF));
      case RANGE -> steps.add(branch(Branch.Kind.RANGE));
      case WITH -> steps.add(branch(Branch.Kind.WITH));
      case TEMPLATE -> steps.add(call());
      default -> {
        tokens.back(token);
        int line = tokens.peek().line();
        var pipe = pipelines.pipeline("command", Kind.RIGHT_DELIMITER);
        steps.add(new Node.Action(token.at(), line, pipe));
      }
    }
    return null;
  }

  private Step leave(Token word) {
    var written = "{{" + word.text() + "}}";
    var next = tokens.nextNonSpace();
    if (next.kind() != Kind.RIGHT_DELIMITER) {
      throw tokens.unexpected(next, written);
    }
    if (rangeDepth == 0) {
      throw tokens.error(written + " outside {{range}}");
    }
    return word.kind() == Kind.BREAK
        ? new Node.Break(word.at(), word.line())
        : new Node.Continue(word.at(), word.line());
  }

  private Branch branch(Branch.Kind kind) {
    int variables = pipelines.variables();
    int range = kind == Branch.Kind.RANGE ? 1 : 0;
    var pipe = pipelines.pipeline(kind.word(), Kind.RIGHT_DELIMITER);
    rangeDepth += range;
    var body = list();
    rangeDepth -= range;
    var otherwise = body.end() == End.ELSE ? otherwise(kind) : null;
    pipelines.forgetVariables(variables);
    return new Branch(kind, pipe.line(), pipe, body.nodes(), otherwise);
  }

  private Nodes otherwise(Branch.Kind kind) {
    var next = tokens.peek();
    boolean chained =
        (kind == Branch.Kind.IF && next.kind() == Kind.IF)
            || (kind == Branch.Kind.WITH && next.kind() == Kind.WITH);
    if (chained) {
      tokens.next();
      if (++nesting > NESTING_MAX) {
        throw tokens.error("max nesting depth exceeded");
      }
      var nested = new Nodes(next.at(), List.of(branch(kind)));
      nesting--;
      return nested;
    }
    var list = list();
    if (list.end() != End.END) {
      throw tokens.error("expected end; found {{else}}");
    }
    return list.nodes();
  }

  private Step block() {
    var token = tokens.nextNonSpace();
    var called = templateName(token, "block clause");
    var pipe = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
    add(called, separately("block clause"));
    return new Call(token.at(), token.line(), called, pipe);
  }

  private Step call() {
    var token = tokens.nextNonSpace();
    var called = templateName(token, "template clause");
    var next = tokens.nextNonSpace();
    if (next.kind() == Kind.RIGHT_DELIMITER) {
      return new Call(token.at(), token.line(), called, null);
    }
    tokens.back(next);
    var pipe = pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
    return new Call(token.at(), token.line(), called, pipe);
  }

  private String templateName(Token token, String context) {
    if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
      throw tokens.unexpected(token, context);
    }
    return tokens.unquote(token);
  }
}
