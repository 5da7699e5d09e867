package io.tocsin.kit.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a parsed template. `at` is where it begins in its text, in characters; `toString`
/// gives it back as it would be written, which error messages quote.
public sealed interface Node {
  int at();

  /// A part of a list: text or action.
  sealed interface Step extends Node {}

  /// A part of a command: what has a value.
  sealed interface Term extends Node {}

  record Nodes(int at, List<Step> steps) implements Node {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Text(int at, String text) implements Step {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Action(int at, int line, Pipeline pipe) implements Step {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Break(int at, int line) implements Step {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Continue(int at, int line) implements Step {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  /// `if`, `with` or `range`.
  record Branch(Kind kind, int line, Pipeline pipe, Nodes body, @Nullable Nodes otherwise)
      implements Step {
    public enum Kind {
      IF("if"),
      RANGE("range"),
      WITH("with");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      public String word() {
        return word;
      }
    }

    @Override
    public int at() {
      return pipe.at();
    }

    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  /// A call of another template.
  record Call(int at, int line, String name, @Nullable Pipeline pipe) implements Step {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  /// Commands, each fed with the value of the one before it.
  record Pipeline(
      int at, int line, boolean assigns, List<Variable> declared, List<Command> commands)
      implements Term {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Command(int at, List<Term> terms) implements Node {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  /// The name of a function.
  record Identifier(int at, String name) implements Term {
    @Override
    public String toString() {
      return name;
    }
  }

  /// `.A.B`.
  record Field(int at, List<String> names) implements Term {
    @Override
    public String toString() {
      return "." + String.join(".", names);
    }
  }

  /// `$x.A.B`; the first name carries the dollar.
  record Variable(int at, List<String> names) implements Term {
    @Override
    public String toString() {
      return String.join(".", names);
    }
  }

  /// Fields of a term in parentheses or of a function.
  record Chain(int at, Term of, List<String> names) implements Term {
    @Override
    public String toString() {
      return NodeText.of(this);
    }
  }

  record Dot(int at) implements Term {
    @Override
    public String toString() {
      return ".";
    }
  }

  record Nil(int at) implements Term {
    @Override
    public String toString() {
      return "nil";
    }
  }

  record Bool(int at, boolean value) implements Term {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// A number as it is written.
  ///
  /// @param integer the value where it is whole and fits in 64 bits
  /// @param decimal the value where it is one
  record Numeral(int at, String text, @Nullable Long integer, @Nullable Double decimal)
      implements Term {
    @Override
    public String toString() {
      return text;
    }
  }

  record Literal(int at, String quoted, String text) implements Term {
    @Override
    public String toString() {
      return quoted;
    }
  }
}
