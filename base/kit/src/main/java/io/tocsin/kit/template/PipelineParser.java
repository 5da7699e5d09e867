package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node.Command;
import io.tocsin.kit.template.Node.Pipeline;
import io.tocsin.kit.template.Node.Term;
import io.tocsin.kit.template.Node.Variable;
import io.tocsin.kit.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the pipelines of one template and knows the variables that are declared in it.
final class PipelineParser {
  private static final int DEPTH_MAX = 200;

  private final Tokens tokens;
  private final TemplateSet set;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(Tokens tokens, TemplateSet set) {
    this.tokens = tokens;
    this.set = set;
  }

  int variables() {
    return variables.size();
  }

  void forgetVariables(int count) {
    variables.subList(count, variables.size()).clear();
  }

  Pipeline pipeline(String context, Kind end) {
    var first = tokens.peekNonSpace();
    var declared = new ArrayList<Variable>();
    boolean assigns = declarations(context, declared);
    var commands = new ArrayList<Command>();
    while (true) {
      var token = tokens.nextNonSpace();
      if (token.kind() == end) {
        check(commands, context);
        return new Pipeline(
            first.at(), first.line(), assigns, List.copyOf(declared), List.copyOf(commands));
      }
      if (!startsTerm(token.kind())) {
        throw tokens.unexpected(token, context);
      }
      tokens.back(token);
      commands.add(command());
    }
  }

  private static boolean startsTerm(Kind kind) {
    return switch (kind) {
      case BOOL,
          CHARACTER_CONSTANT,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  /// Reads `$x :=`, `$x =` and, for `range`, `$k, $v :=`; returns whether it assigns.
  private boolean declarations(String context, List<Variable> declared) {
    while (tokens.peekNonSpace().kind() == Kind.VARIABLE) {
      var variable = tokens.nextNonSpace();
      var after = tokens.next();
      tokens.back(after);
      var next = tokens.peekNonSpace();
      if (next.kind() == Kind.ASSIGN || next.kind() == Kind.DECLARE) {
        tokens.nextNonSpace();
        declare(variable, declared);
        return next.kind() == Kind.ASSIGN;
      }
      if (next.kind() != Kind.CHARACTER || !next.text().equals(",")) {
        if (after.kind() == Kind.SPACE) {
          tokens.back(after);
        }
        tokens.back(variable);
        return false;
      }
      tokens.nextNonSpace();
      declare(variable, declared);
      if (!context.equals("range") || declared.size() > 1) {
        throw tokens.error("too many declarations in " + context);
      }
      switch (tokens.peekNonSpace().kind()) {
        case VARIABLE, RIGHT_DELIMITER, RIGHT_PAREN -> {}
        default -> throw tokens.error("range can only initialize variables");
      }
    }
    return false;
  }

  private void declare(Token variable, List<Variable> declared) {
    declared.add(new Variable(variable.at(), List.of(variable.text())));
    variables.add(variable.text());
  }

  private void check(List<Command> commands, String context) {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      boolean executable =
          switch (commands.get(i).terms().getFirst()) {
            case Node.Bool t -> false;
            case Node.Dot t -> false;
            case Node.Nil t -> false;
            case Node.Numeral t -> false;
            case Node.Literal t -> false;
            case Node.Identifier t -> true;
            case Node.Field t -> true;
            case Variable t -> true;
            case Node.Chain t -> true;
            case Pipeline t -> true;
          };
      if (!executable) {
        throw tokens.error("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command() {
    var terms = new ArrayList<Term>();
    int at = tokens.peekNonSpace().at();
    boolean more = true;
    while (more) {
      tokens.peekNonSpace();
      var operand = operand();
      if (operand != null) {
        terms.add(operand);
      }
      var token = tokens.next();
      switch (token.kind()) {
        case SPACE -> {}
        case RIGHT_DELIMITER, RIGHT_PAREN -> {
          tokens.back(token);
          more = false;
        }
        case PIPE -> more = false;
        default -> throw tokens.unexpected(token, "operand");
      }
    }
    if (terms.isEmpty()) {
      throw tokens.error("empty command");
    }
    return new Command(at, List.copyOf(terms));
  }

  private @Nullable Term operand() {
    var term = term();
    if (term == null || tokens.peek().kind() != Kind.FIELD) {
      return term;
    }
    int at = tokens.peek().at();
    var names = new ArrayList<String>();
    while (tokens.peek().kind() == Kind.FIELD) {
      names.add(tokens.next().text().substring(1));
    }
    return switch (term) {
      case Node.Field field -> new Node.Field(at, joined(field.names(), names));
      case Variable variable -> new Variable(at, joined(variable.names(), names));
      case Node.Bool t -> throw afterTerm(t);
      case Node.Literal t -> throw afterTerm(t);
      case Node.Numeral t -> throw afterTerm(t);
      case Node.Nil t -> throw afterTerm(t);
      case Node.Dot t -> throw afterTerm(t);
      case Node.Identifier t -> new Node.Chain(at, t, List.copyOf(names));
      case Node.Chain t -> new Node.Chain(at, t, List.copyOf(names));
      case Pipeline t -> new Node.Chain(at, t, List.copyOf(names));
    };
  }

  private TemplateException afterTerm(Term term) {
    return tokens.error("unexpected . after term " + GoQuote.quote(term.toString()));
  }

  private static List<String> joined(List<String> first, List<String> more) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    return List.copyOf(all);
  }

  private @Nullable Term term() {
    var token = tokens.nextNonSpace();
    int at = token.at();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (set.function(token.text()) == null) {
          throw tokens.error("function " + GoQuote.quote(token.text()) + " not defined");
        }
        yield new Node.Identifier(at, token.text());
      }
      case DOT -> new Node.Dot(at);
      case NIL -> new Node.Nil(at);
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw tokens.error("undefined variable " + GoQuote.quote(token.text()));
        }
        yield new Variable(at, List.of(token.text()));
      }
      case FIELD -> new Node.Field(at, List.of(token.text().substring(1)));
      case BOOL -> new Node.Bool(at, token.text().equals("true"));
      case CHARACTER_CONSTANT, NUMBER -> number(token);
      case LEFT_PAREN -> parenthesised();
      case STRING, RAW_STRING -> new Node.Literal(at, token.text(), tokens.unquote(token));
      default -> {
        tokens.back(token);
        yield null;
      }
    };
  }

  private Term number(Token token) {
    try {
      return token.kind() == Kind.NUMBER ? Numbers.number(token) : Numbers.character(token);
    } catch (TemplateException e) {
      throw tokens.error(e.getMessage());
    }
  }

  private Term parenthesised() {
    if (depth >= DEPTH_MAX) {
      throw tokens.error("max expression depth exceeded");
    }
    depth++;
    var pipe = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
    depth--;
    return pipe;
  }
}
