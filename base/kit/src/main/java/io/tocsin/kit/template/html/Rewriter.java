package io.tocsin.kit.template.html;

import io.tocsin.kit.template.Node;
import io.tocsin.kit.template.Node.Branch;
import io.tocsin.kit.template.Node.Command;
import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.Node.Pipeline;
import io.tocsin.kit.template.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts what was inferred into one form of a template.
final class Rewriter {
  private final Inferences inferences;
  private final String form;

  Rewriter(Inferences inferences, String form) {
    this.inferences = inferences;
    this.form = form;
  }

  Tree rewrite(Tree tree) {
    return new Tree(form, tree.parsedAs(), tree.text(), nodes(tree.root()));
  }

  private Nodes nodes(Nodes list) {
    return new Nodes(list.at(), list.steps().stream().map(this::step).toList());
  }

  private Node.Step step(Node.Step step) {
    var edit = inferences.edit(form, step);
    return switch (step) {
      case Node.Text text -> edit instanceof String other ? new Node.Text(text.at(), other) : text;
      case Node.Action action ->
          edit instanceof List<?> escapers
              ? new Node.Action(action.at(), action.line(), escaped(action.pipe(), escapers))
              : action;
      case Node.Call call ->
          edit instanceof String other
              ? new Node.Call(call.at(), call.line(), other, call.pipe())
              : call;
      case Branch branch ->
          new Branch(
              branch.kind(),
              branch.line(),
              branch.pipe(),
              nodes(branch.body()),
              otherwise(branch.otherwise()));
      case Node.Break end -> end;
      case Node.Continue next -> next;
    };
  }

  private @Nullable Nodes otherwise(@Nullable Nodes list) {
    return list == null ? null : nodes(list);
  }

  /// Returns the pipeline with the escapers behind it. One that it ends with already stands for
  /// those that do the same.
  private static Pipeline escaped(Pipeline pipe, List<?> escapers) {
    var commands = new ArrayList<>(pipe.commands());
    var wanted = new ArrayList<String>();
    escapers.forEach(escaper -> wanted.add(String.valueOf(escaper)));
    var own = ActionEscapers.function(commands.getLast());
    if (own != null && Escapers.isPredefined(own)) {
      separate(commands, own);
      boolean same = false;
      for (int i = 0; i < wanted.size(); i++) {
        if (Escapers.canonical(wanted.get(i)).equals(own)) {
          wanted.set(i, own);
          same = true;
        }
      }
      if (same) {
        commands.removeLast();
      }
    }
    var present = new HashSet<String>();
    for (var command : commands) {
      var function = ActionEscapers.function(command);
      if (function != null) {
        present.add(Escapers.canonical(function));
      }
    }
    for (var escaper : wanted) {
      if (!present.contains(Escapers.canonical(escaper))) {
        append(commands, escaper, pipe.at());
      }
    }
    return new Pipeline(
        pipe.at(), pipe.line(), pipe.assigns(), pipe.declared(), List.copyOf(commands));
  }

  /// Makes `{{html .A .B}}` into `{{_eval_args_ .A .B | html}}`.
  private static void separate(List<Command> commands, String escaper) {
    var last = commands.getLast();
    if (commands.size() == 1 && last.terms().size() > 1) {
      var terms = new ArrayList<>(last.terms());
      terms.set(0, new Node.Identifier(last.at(), Escapers.PRINT));
      commands.set(0, new Command(last.at(), List.copyOf(terms)));
      commands.add(command(escaper, last.at()));
    }
  }

  private static void append(List<Command> commands, String escaper, int at) {
    var last = ActionEscapers.function(commands.getLast());
    if (last == null || !Escapers.isRedundant(last, escaper)) {
      commands.add(command(escaper, at));
    }
  }

  private static Command command(String function, int at) {
    return new Command(at, List.of(new Node.Identifier(at, function)));
  }
}
