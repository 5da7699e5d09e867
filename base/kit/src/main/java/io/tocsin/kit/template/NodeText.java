package io.tocsin.kit.template;

import io.tocsin.kit.template.Node.Action;
import io.tocsin.kit.template.Node.Bool;
import io.tocsin.kit.template.Node.Branch;
import io.tocsin.kit.template.Node.Break;
import io.tocsin.kit.template.Node.Call;
import io.tocsin.kit.template.Node.Chain;
import io.tocsin.kit.template.Node.Command;
import io.tocsin.kit.template.Node.Continue;
import io.tocsin.kit.template.Node.Dot;
import io.tocsin.kit.template.Node.Field;
import io.tocsin.kit.template.Node.Identifier;
import io.tocsin.kit.template.Node.Literal;
import io.tocsin.kit.template.Node.Nil;
import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.Node.Numeral;
import io.tocsin.kit.template.Node.Pipeline;
import io.tocsin.kit.template.Node.Text;
import io.tocsin.kit.template.Node.Variable;

/// Nodes as they would be written.
final class NodeText {
  private final StringBuilder out = new StringBuilder();

  private NodeText() {}

  static String of(Node node) {
    var text = new NodeText();
    text.write(node);
    return text.out.toString();
  }

  private void write(Node node) {
    switch (node) {
      case Nodes list -> list.steps().forEach(this::write);
      case Text text -> out.append(text.text());
      case Action action -> {
        out.append("{{");
        write(action.pipe());
        out.append("}}");
      }
      case Break end -> out.append("{{break}}");
      case Continue next -> out.append("{{continue}}");
      case Branch branch -> branch(branch);
      case Call call -> call(call);
      case Pipeline pipe -> pipeline(pipe);
      case Command command -> command(command);
      case Chain chain -> {
        term(chain.of());
        chain.names().forEach(name -> out.append('.').append(name));
      }
      case Identifier leaf -> out.append(leaf);
      case Field leaf -> out.append(leaf);
      case Variable leaf -> out.append(leaf);
      case Dot leaf -> out.append(leaf);
      case Nil leaf -> out.append(leaf);
      case Bool leaf -> out.append(leaf);
      case Numeral leaf -> out.append(leaf);
      case Literal leaf -> out.append(leaf);
    }
  }

  private void branch(Branch branch) {
    out.append("{{").append(branch.kind().word()).append(' ');
    write(branch.pipe());
    out.append("}}");
    write(branch.body());
    if (branch.otherwise() != null) {
      out.append("{{else}}");
      write(branch.otherwise());
    }
    out.append("{{end}}");
  }

  private void call(Call call) {
    out.append("{{template ").append(GoQuote.quote(call.name()));
    if (call.pipe() != null) {
      out.append(' ');
      write(call.pipe());
    }
    out.append("}}");
  }

  private void pipeline(Pipeline pipe) {
    for (int i = 0; i < pipe.declared().size(); i++) {
      out.append(i > 0 ? ", " : "");
      write(pipe.declared().get(i));
    }
    if (!pipe.declared().isEmpty()) {
      out.append(pipe.assigns() ? " = " : " := ");
    }
    for (int i = 0; i < pipe.commands().size(); i++) {
      out.append(i > 0 ? " | " : "");
      write(pipe.commands().get(i));
    }
  }

  private void command(Command command) {
    for (int i = 0; i < command.terms().size(); i++) {
      out.append(i > 0 ? " " : "");
      term(command.terms().get(i));
    }
  }

  private void term(Node.Term term) {
    boolean nested = term instanceof Pipeline;
    out.append(nested ? "(" : "");
    write(term);
    out.append(nested ? ")" : "");
  }
}
