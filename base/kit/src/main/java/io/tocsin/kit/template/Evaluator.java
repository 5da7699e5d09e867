package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node.Branch;
import io.tocsin.kit.template.Node.Call;
import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.Node.Pipeline;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One expansion: walks a tree and writes its output; [Expressions] has the values.
public final class Evaluator {
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private final TemplateSet set;
  private final StringBuilder out = new StringBuilder();
  private final Budget budget = new Budget();
  private Expressions expressions;
  private int templates;
  private int depth;

  private Evaluator(TemplateSet set, Tree tree, @Nullable Object data) {
    this.set = set;
    this.expressions = new Expressions(set, tree, data, budget);
  }

  /// Returns the output of the template `name`.
  ///
  /// @throws TemplateException if it fails
  public static String expand(TemplateSet set, String name, @Nullable Object data) {
    var tree = set.tree(name);
    if (tree == null) {
      var quoted = GoQuote.quote(name);
      throw new TemplateException(
          "template: " + name + ": " + quoted + " is an incomplete or empty template");
    }
    var evaluator = new Evaluator(set, tree, data);
    try {
      evaluator.nodes(data, tree.root());
    } catch (StackOverflowError tooDeep) {
      throw evaluator.expressions.failure("exceeded maximum depth");
    }
    return evaluator.out.toString();
  }

  private Flow nodes(@Nullable Object dot, Nodes list) {
    if (++depth > Budget.DEPTH_MAX) {
      throw expressions.failure("exceeded maximum depth (" + Budget.DEPTH_MAX + ")");
    }
    for (var step : list.steps()) {
      var flow = step(dot, step);
      if (flow != Flow.NEXT) {
        depth--;
        return flow;
      }
    }
    depth--;
    return Flow.NEXT;
  }

  private Flow step(@Nullable Object dot, Node.Step step) {
    expressions.at(step);
    return switch (step) {
      case Node.Text text -> {
        write(text.text());
        yield Flow.NEXT;
      }
      case Node.Action action -> {
        var value = expressions.pipeline(dot, action.pipe());
        if (action.pipe().declared().isEmpty()) {
          expressions.at(action);
          write(expressions.printed(value));
        }
        yield Flow.NEXT;
      }
      case Node.Break end -> Flow.BREAK;
      case Node.Continue next -> Flow.CONTINUE;
      case Branch branch ->
          branch.kind() == Branch.Kind.RANGE ? range(dot, branch) : ifOrWith(dot, branch);
      case Call call -> {
        call(dot, call);
        yield Flow.NEXT;
      }
    };
  }

  private void write(String text) {
    out.append(text);
    expressions.charge(out.length());
  }

  private Flow ifOrWith(@Nullable Object dot, Branch branch) {
    int mark = expressions.mark();
    var value = expressions.pipeline(dot, branch.pipe());
    var flow = Flow.NEXT;
    if (Values.isTrue(value)) {
      flow = nodes(branch.kind() == Branch.Kind.WITH ? value : dot, branch.body());
    } else if (branch.otherwise() != null) {
      flow = nodes(dot, branch.otherwise());
    }
    expressions.forget(mark);
    return flow;
  }

  private Flow range(@Nullable Object dot, Branch range) {
    int mark = expressions.mark();
    var value = expressions.pipeline(dot, range.pipe());
    boolean some =
        switch (Values.plain(value)) {
          case null -> false;
          case Long count -> count(value, count, range);
          case List<?> list -> list(list, range);
          case Map<?, ?> map -> map(map, range);
          default -> {
            var printed = GoFormat.print(java.util.Collections.singletonList(value));
            throw expressions.failure("range can't iterate over " + printed);
          }
        };
    var flow = Flow.NEXT;
    if (!some && range.otherwise() != null) {
      flow = nodes(dot, range.otherwise());
    }
    expressions.forget(mark);
    return flow;
  }

  private boolean count(@Nullable Object value, long count, Branch range) {
    if (range.pipe().declared().size() > 1) {
      throw expressions.failure("can't use " + value + " to iterate over more than one variable");
    }
    for (long i = 0; i < count; i++) {
      if (!iteration(null, i, range)) {
        break;
      }
    }
    return count > 0;
  }

  private boolean list(List<?> list, Branch range) {
    long index = 0;
    for (var element : list) {
      if (!iteration(index++, element, range)) {
        break;
      }
    }
    return !list.isEmpty();
  }

  private boolean map(Map<?, ?> map, Branch range) {
    for (var entry : Values.sorted(map)) {
      if (!iteration(entry.getKey(), entry.getValue(), range)) {
        break;
      }
    }
    return !map.isEmpty();
  }

  /// Returns whether to go on.
  private boolean iteration(@Nullable Object index, @Nullable Object element, Branch range) {
    int mark = expressions.mark();
    expressions.bind(range.pipe(), index, element);
    expressions.charge(out.length());
    var flow = nodes(element, range.body());
    expressions.forget(mark);
    return flow != Flow.BREAK;
  }

  private void call(@Nullable Object dot, Call call) {
    var tree = set.tree(call.name());
    if (tree == null) {
      throw expressions.failure("template " + GoQuote.quote(call.name()) + " not defined");
    }
    if (templates == Budget.TEMPLATE_DEPTH_MAX) {
      throw expressions.failure(
          "exceeded maximum template depth (" + Budget.TEMPLATE_DEPTH_MAX + ")");
    }
    var given = value(dot, call.pipe());
    var caller = expressions;
    expressions = new Expressions(set, tree, given, budget);
    templates++;
    nodes(given, tree.root());
    templates--;
    expressions = caller;
  }

  private @Nullable Object value(@Nullable Object dot, @Nullable Pipeline pipe) {
    return pipe == null ? null : expressions.pipeline(dot, pipe);
  }
}
