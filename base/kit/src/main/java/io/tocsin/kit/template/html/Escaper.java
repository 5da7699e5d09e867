package io.tocsin.kit.template.html;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node;
import io.tocsin.kit.template.Node.Branch;
import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.TemplateSet;
import io.tocsin.kit.template.Tree;
import io.tocsin.kit.template.html.Spot.Slash;
import io.tocsin.kit.template.html.Spot.State;
import io.tocsin.kit.template.html.Spot.UrlPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Follows all ways through templates and notes for each action where in the page it stands. Two
/// ways that meet must stand at the same place.
final class Escaper {
  private static final int FORMS_MAX = 500;
  private static final int STEPS_MAX = 200_000;

  /// Where the current `range` is left before its end.
  private record Leaving(List<Exit> exits) {}

  private record Exit(Spot spot, Node node, int line, String word) {}

  private final TemplateSet set;
  private Inferences inferences = new Inferences();
  private @Nullable Leaving range;
  private String form = "";
  private Tree tree;
  private int steps;

  Escaper(TemplateSet set) {
    this.set = set;
    this.tree = new Tree("", "", "", new Nodes(0, List.of()));
  }

  /// Returns the set with `name` and what it calls escaped.
  TemplateSet escape(String name) {
    Spot end;
    try {
      end = template(Spot.TEXT, null, name, 0);
    } catch (StackOverflowError tooDeep) {
      end = Spot.error(Problem.of("nested too deep"));
    }
    if (end.problem() != null) {
      throw end.problem().exception(name);
    }
    if (end.state() != State.TEXT) {
      throw new TemplateException("html/template:" + name + ": ends in a non-text context: " + end);
    }
    var changed = new LinkedHashMap<String, Tree>();
    for (Map.Entry<String, String> entry : inferences.originals().entrySet()) {
      var original = set.tree(entry.getValue());
      if (original != null) {
        changed.put(entry.getKey(), new Rewriter(inferences, entry.getKey()).rewrite(original));
      }
    }
    return set.replacing(changed).functions(Escapers.ALL);
  }

  private Spot step(Spot spot, Node.Step step) {
    if (++steps > STEPS_MAX) {
      return Spot.error(Problem.of("too many ways through the templates"));
    }
    return switch (step) {
      case Node.Action action -> action(spot, action);
      case Node.Break end -> leave(new Exit(spot, end, end.line(), "break"));
      case Node.Continue next -> leave(new Exit(spot, next, next.line(), "continue"));
      case Branch branch -> branch(spot, branch);
      case Node.Call call -> call(spot, call);
      case Node.Text text -> text(spot, text);
    };
  }

  private Spot leave(Exit exit) {
    if (range != null) {
      range.exits().add(exit);
    }
    return Spot.DEAD;
  }

  private Spot text(Spot spot, Node.Text text) {
    var walk = new TextWalk(spot, text.text());
    var end = walk.run();
    var changed = walk.changed();
    if (changed != null) {
      inferences.text(form, text, changed);
    }
    return end;
  }

  private Spot action(Spot spot, Node.Action action) {
    if (!action.pipe().declared().isEmpty() || spot.isError()) {
      return spot;
    }
    var here = spot.nudged();
    var disallowed = ActionEscapers.disallowed(here, action.pipe());
    if (disallowed != null) {
      return problem(action, "predefined escaper \"" + disallowed + "\" disallowed in template");
    }
    if (here.urlPart() == UrlPart.UNKNOWN && ActionEscapers.isUrl(here.state())) {
      return problem(action, action + " appears in an ambiguous context within a URL");
    }
    inferences.escapers(form, action, ActionEscapers.of(here));
    return switch (here.state()) {
      // A slash after a value divides it.
      case JS -> here.slash(Slash.DIVISION);
      case TAG -> here.in(State.ATTRIBUTE_NAME);
      default -> here;
    };
  }

  private Spot problem(Node node, String description) {
    return Spot.error(new Problem(tree, node, 0, description));
  }

  private Spot list(Spot spot, @Nullable Nodes list) {
    var here = spot;
    if (list != null) {
      for (var step : list.steps()) {
        here = step(here, step);
        if (here.state() == State.DEAD) {
          break;
        }
      }
    }
    return here;
  }

  private Spot branch(Spot spot, Branch branch) {
    var word = branch.kind().word();
    var end = branch.kind() == Branch.Kind.RANGE ? loop(spot, branch) : list(spot, branch.body());
    if (branch.kind() == Branch.Kind.RANGE && end.isError()) {
      return end;
    }
    return join(end, list(spot, branch.otherwise()), branch, word);
  }

  /// The body of a loop must end where it began: it is followed once and once more from its end.
  private Spot loop(Spot spot, Branch branch) {
    var outer = range;
    try {
      var first = new Leaving(new ArrayList<>());
      range = first;
      var end = joinExits(list(spot, branch.body()), first);
      if (end.isError()) {
        return end;
      }
      var second = new Leaving(new ArrayList<>());
      range = second;
      var again = conditionally(end, branch.body(), (guess, spotAfter) -> false).spot();
      end = join(end, again, branch, "range");
      if (end.problem() != null) {
        return Spot.error(end.problem().prefixed(branch.line(), "on range loop re-entry: "));
      }
      return joinExits(end, second);
    } finally {
      range = outer;
    }
  }

  private Spot joinExits(Spot spot, Leaving leaving) {
    var end = spot;
    for (var exit : leaving.exits()) {
      if (end.isError()) {
        return end;
      }
      end = join(end, exit.spot(), exit.node(), "range");
      if (end.problem() != null) {
        var where = "at range loop " + exit.word() + ": ";
        return Spot.error(end.problem().prefixed(exit.line(), where));
      }
    }
    return end;
  }

  private Spot join(Spot a, Spot b, Node node, String word) {
    if (a.isError() || b.isError()) {
      return a.isError() ? a : b;
    }
    if (a.state() == State.DEAD || b.state() == State.DEAD) {
      return a.state() == State.DEAD ? b : a;
    }
    if (a.equals(b)) {
      return a;
    }
    if (a.urlPart(b.urlPart()).equals(b)) {
      return a.urlPart(UrlPart.UNKNOWN);
    }
    if (a.slash(b.slash()).equals(b)) {
      return a.slash(Slash.UNKNOWN);
    }
    var c = a.nudged();
    var d = b.nudged();
    if (!(c.equals(a) && d.equals(b))) {
      var nudged = join(c, d, node, word);
      if (!nudged.isError()) {
        return nudged;
      }
    }
    return problem(node, "{{" + word + "}} branches end in different contexts: " + a + ", " + b);
  }

  private record Outcome(Spot spot, boolean kept) {}

  /// Follows a list as a guess that is kept only if `keeps` says so.
  private Outcome conditionally(Spot spot, Nodes list, BiPredicate<Inferences, Spot> keeps) {
    var before = inferences;
    inferences = before.guess();
    var end = list(spot, list);
    var guess = inferences;
    inferences = before;
    boolean kept = keeps.test(guess, end);
    if (kept) {
      before.keep(guess);
    }
    return new Outcome(end, kept);
  }

  private Spot call(Spot spot, Node.Call call) {
    var end = template(spot, call, call.name(), call.line());
    var called = spot.mangle(call.name());
    if (!called.equals(call.name())) {
      inferences.callee(form, call, called);
    }
    return end;
  }

  private Spot template(Spot spot, @Nullable Node node, String name, int line) {
    var called = spot.mangle(name);
    inferences.call(called);
    var known = inferences.end(called);
    if (known != null) {
      return known;
    }
    var callee = set.tree(name);
    if (callee == null) {
      var description = "no such template " + Quoting.quote(name);
      return Spot.error(new Problem(node == null ? null : tree, node, line, description));
    }
    if (inferences.forms() >= FORMS_MAX) {
      return Spot.error(Problem.of("too many forms of templates (expected: <= " + FORMS_MAX + ")"));
    }
    inferences.original(called, name);
    var outerForm = form;
    var outerTree = tree;
    form = called;
    tree = callee;
    var end = end(spot, callee);
    form = outerForm;
    tree = outerTree;
    return end;
  }

  /// Returns where a template ends. One that calls itself needs a guess: first that it ends where
  /// it begins, then that it ends where that guess led.
  private Spot end(Spot spot, Tree callee) {
    var first = body(spot, callee);
    if (first.kept()) {
      return first.spot();
    }
    var second = body(first.spot(), callee);
    if (second.kept()) {
      return second.spot();
    }
    if (first.spot().isError()) {
      return first.spot();
    }
    return problem(callee.root(), "cannot compute output context for template " + form);
  }

  private Outcome body(Spot assumed, Tree callee) {
    var current = form;
    inferences.end(current, assumed);
    return conditionally(
        assumed,
        callee.root(),
        (guess, end) -> !end.isError() && (!guess.isCalled(current) || assumed.equals(end)));
  }
}
