package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.kit.template.Node.Pipeline;
import io.tocsin.kit.template.Node.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of pipelines within one call of one template, and its variables.
final class Expressions {
  /// Stands for the value of the command before, where there is none.
  enum Missing {
    VALUE
  }

  private final TemplateSet set;
  private final Tree tree;
  private final Budget budget;
  private final Calls calls = new Calls(this);
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private Node node;

  /// Whether the last walk along fields ended at a nil that is there, not at nothing.
  private boolean nilOfAny;

  Expressions(TemplateSet set, Tree tree, @Nullable Object data, Budget budget) {
    this.set = set;
    this.tree = tree;
    this.budget = budget;
    this.node = tree.root();
    declare("$", data);
  }

  /// Says what is being evaluated: errors name it.
  void at(Node current) {
    this.node = current;
  }

  TemplateException failure(String message) {
    return new TemplateException(
        "template: "
            + tree.place(node)
            + ": executing "
            + GoQuote.quote(tree.name())
            + " at <"
            + node
            + ">: "
            + message);
  }

  void charge(int outputLength) {
    try {
      budget.step(1);
      Budget.checkOutput(outputLength);
    } catch (TemplateException e) {
      throw failure(e.getMessage());
    }
  }

  Budget budget() {
    return budget;
  }

  TemplateSet set() {
    return set;
  }

  int mark() {
    return names.size();
  }

  void forget(int mark) {
    names.subList(mark, names.size()).clear();
    values.subList(mark, values.size()).clear();
  }

  private void declare(String name, @Nullable Object value) {
    names.add(name);
    values.add(value);
  }

  private void assign(String name, @Nullable Object value) {
    values.set(variable(name), value);
  }

  private int variable(String name) {
    int index = names.lastIndexOf(name);
    if (index < 0) {
      throw failure("undefined variable: " + name);
    }
    return index;
  }

  /// Gives the variables of a `range` their values for one iteration.
  void bind(Pipeline pipe, @Nullable Object index, @Nullable Object element) {
    var declared = pipe.declared();
    for (int i = 0; i < declared.size(); i++) {
      var name = declared.get(i).names().getFirst();
      var value = declared.size() > 1 && i == 0 ? index : element;
      if (pipe.assigns()) {
        assign(name, value);
      } else {
        values.set(names.lastIndexOf(name), value);
      }
    }
  }

  String printed(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value == null) {
      return "<no value>";
    }
    if (value instanceof TemplateFunction) {
      throw failure("can't print " + node + " of type " + TemplateType.of(value));
    }
    try {
      var printed = GoFormat.print(List.of(value));
      return printed.startsWith("&") && isPointer(value) ? printed.substring(1) : printed;
    } catch (TemplateException e) {
      throw failure(e.getMessage());
    }
  }

  private static boolean isPointer(Object value) {
    return value instanceof TemplateValue own
        && own.printed() == null
        && own.type().name().startsWith("*");
  }

  @Nullable Object pipeline(@Nullable Object dot, Pipeline pipe) {
    at(pipe);
    Object value = Missing.VALUE;
    for (var command : pipe.commands()) {
      value = command(dot, command, value);
    }
    for (var variable : pipe.declared()) {
      if (pipe.assigns()) {
        assign(variable.names().getFirst(), value);
      } else {
        declare(variable.names().getFirst(), value);
      }
    }
    return value;
  }

  private @Nullable Object command(
      @Nullable Object dot, Node.Command command, @Nullable Object last) {
    charge(0);
    var terms = command.terms();
    return switch (terms.getFirst()) {
      case Node.Field field -> field(dot, field, terms, last);
      case Node.Chain chain -> chain(dot, chain, terms, last);
      case Node.Identifier name -> function(dot, name, command, terms, last);
      case Pipeline nested -> {
        noArguments(terms, last);
        yield pipeline(dot, nested);
      }
      case Node.Variable variable -> variable(variable, dot, terms, last);
      case Node.Nil nil -> {
        at(nil);
        noArguments(terms, last);
        throw failure("nil is not a command");
      }
      case Node.Bool literal -> literal(literal, terms, last);
      case Node.Dot literal -> {
        at(literal);
        noArguments(terms, last);
        yield dot;
      }
      case Node.Numeral literal -> literal(literal, terms, last);
      case Node.Literal literal -> literal(literal, terms, last);
    };
  }

  private Object literal(Term literal, List<Term> terms, @Nullable Object last) {
    at(literal);
    noArguments(terms, last);
    return constant(literal);
  }

  static boolean isMissing(@Nullable Object value) {
    return value instanceof Missing;
  }

  private void noArguments(List<Term> terms, @Nullable Object last) {
    if (terms.size() > 1 || !isMissing(last)) {
      throw failure("can't give argument to non-function " + terms.getFirst());
    }
  }

  /// Returns the value of a literal where nothing says which type is wanted.
  Object constant(Term literal) {
    return switch (literal) {
      case Node.Bool bool -> bool.value();
      case Node.Literal text -> text.text();
      case Node.Numeral number -> constant(number);
      default -> throw failure("can't evaluate command " + GoQuote.quote(literal.toString()));
    };
  }

  private Object constant(Node.Numeral number) {
    var text = number.text();
    boolean rune = text.startsWith("'");
    boolean hex = text.length() > 2 && (text.startsWith("0x") || text.startsWith("0X"));
    boolean power = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
    boolean decimal =
        !rune && (hex ? power : power || text.chars().anyMatch(c -> ".eE".indexOf(c) >= 0));
    if (decimal && number.decimal() != null) {
      return number.decimal();
    }
    if (number.integer() == null) {
      throw failure(text + " overflows int");
    }
    return number.integer();
  }

  private @Nullable Object function(
      @Nullable Object dot,
      Node.Identifier name,
      Node command,
      List<Term> terms,
      @Nullable Object last) {
    at(name);
    var function = set.function(name.name());
    if (function == null) {
      throw failure(GoQuote.quote(name.name()) + " is not a defined function");
    }
    var call = new Calls.Call(name.name(), command, terms.subList(1, terms.size()), last);
    boolean shortens = name.name().equals("and") || name.name().equals("or");
    if (shortens && set.isBuiltin(name.name())) {
      return calls.andOr(dot, function, call);
    }
    return calls.call(dot, function, call);
  }

  private @Nullable Object field(
      @Nullable Object dot, Node.Field field, List<Term> terms, @Nullable Object last) {
    at(field);
    return fields(dot, dot, field.names(), new Calls.Call("", field, rest(terms), last));
  }

  private @Nullable Object chain(
      @Nullable Object dot, Node.Chain chain, List<Term> terms, @Nullable Object last) {
    at(chain);
    if (chain.of() instanceof Node.Nil) {
      throw failure("indirection through explicit nil in " + chain);
    }
    var receiver = argument(dot, TemplateType.ANY, chain.of());
    return fields(dot, receiver, chain.names(), new Calls.Call("", chain, rest(terms), last));
  }

  private @Nullable Object variable(
      Node.Variable variable, @Nullable Object dot, List<Term> terms, @Nullable Object last) {
    at(variable);
    nilOfAny = false;
    var value = values.get(variable(variable.names().getFirst()));
    if (variable.names().size() == 1) {
      noArguments(terms, last);
      return value;
    }
    var names = variable.names().subList(1, variable.names().size());
    return fields(dot, value, names, new Calls.Call("", variable, rest(terms), last));
  }

  private static List<Term> rest(List<Term> terms) {
    return terms.subList(1, terms.size());
  }

  /// Walks along names; the last one gets the arguments.
  private @Nullable Object fields(
      @Nullable Object dot, @Nullable Object receiver, List<String> path, Calls.Call call) {
    var value = receiver;
    var declared = receiver == null ? TemplateType.ANY : TemplateType.of(receiver);
    nilOfAny = false;
    for (int i = 0; i < path.size(); i++) {
      var name = path.get(i);
      if (nilOfAny) {
        throw failure("nil pointer evaluating interface {}." + name);
      }
      var holder = value;
      boolean last = i == path.size() - 1;
      var step = last ? call : new Calls.Call("", call.node(), List.of(), Missing.VALUE);
      value = field(dot, holder, name, step.as(declared));
      boolean any = holder != null && TemplateType.ANY.equals(TemplateType.of(holder).element());
      nilOfAny = any && value == null && isThere(holder, name);
      declared = any || value == null ? TemplateType.ANY : TemplateType.of(value);
    }
    return value;
  }

  /// Tells whether a null under the key is Go's nil of `interface {}` rather than no value.
  private boolean isThere(@Nullable Object holder, String key) {
    boolean has = Values.plain(holder) instanceof Map<?, ?> map && map.containsKey(key);
    return has || set.missingKey() == MissingKey.ZERO;
  }

  private @Nullable Object field(
      @Nullable Object dot, @Nullable Object receiver, String name, Calls.Call call) {
    if (receiver == null) {
      if (set.missingKey() == MissingKey.ERROR) {
        throw failure("nil data; no entry for key " + GoQuote.quote(name));
      }
      return null;
    }
    var method = method(receiver, name);
    if (method != null) {
      return calls.call(dot, method, call.named(name));
    }
    boolean hasArguments = !call.terms().isEmpty() || !isMissing(call.last());
    if (receiver instanceof TemplateValue own && own.fields().containsKey(name)) {
      if (hasArguments) {
        throw failure(name + " has arguments but cannot be invoked as function");
      }
      return own.fields().get(name);
    }
    if (Values.plain(receiver) instanceof Map<?, ?> map) {
      if (hasArguments) {
        throw failure(name + " is not a method but has arguments");
      }
      return map.containsKey(name) ? map.get(name) : missing(receiver, name);
    }
    throw failure("can't evaluate field " + name + " in type " + call.receiver());
  }

  private static @Nullable TemplateFunction method(Object receiver, String name) {
    return receiver instanceof TemplateValue own
        ? own.methods().get(name)
        : GoTime.method(receiver, name);
  }

  private @Nullable Object missing(Object map, String key) {
    var element = TemplateType.of(map).element();
    return switch (set.missingKey()) {
      case DEFAULT -> null;
      case ZERO -> element == null ? null : element.zero();
      case ERROR -> throw failure("map has no entry for key " + GoQuote.quote(key));
    };
  }

  /// Returns the value of an argument, as the type that is wanted.
  @Nullable Object argument(@Nullable Object dot, TemplateType type, Term term) {
    at(term);
    return switch (term) {
      case Node.Dot d -> calls.checked(dot, type);
      case Node.Nil nil -> calls.nil(type);
      case Node.Field field ->
          walked(field(dot, field, Collections.singletonList(term), Missing.VALUE), type);
      case Node.Variable variable ->
          walked(variable(variable, dot, List.of(term), Missing.VALUE), type);
      case Pipeline nested -> calls.checked(pipeline(dot, nested), type);
      case Node.Identifier name ->
          calls.checked(function(dot, name, name, List.of(term), Missing.VALUE), type);
      case Node.Chain chain -> walked(chain(dot, chain, List.of(term), Missing.VALUE), type);
      case Node.Bool literal -> calls.literal(literal, type);
      case Node.Numeral literal -> calls.literal(literal, type);
      case Node.Literal literal -> calls.literal(literal, type);
    };
  }

  private @Nullable Object walked(@Nullable Object value, TemplateType type) {
    if (value == null && nilOfAny && type.kind() != TemplateType.Kind.ANY) {
      throw failure("wrong type for value; expected " + type + "; got interface {}");
    }
    return calls.checked(value, type);
  }
}
