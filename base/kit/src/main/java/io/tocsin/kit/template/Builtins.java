package io.tocsin.kit.template;

import static io.tocsin.kit.TemplateType.ANY;
import static io.tocsin.kit.TemplateType.TEXT;

import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions that the language itself has.
public final class Builtins {
  private static final Map<String, TemplateFunction> ALL =
      Map.ofEntries(
          // These two are evaluated by Calls#andOr: only their parameters count.
          Map.entry("and", TemplateFunction.variadic(a -> a.value(0), ANY, ANY)),
          Map.entry("or", TemplateFunction.variadic(a -> a.value(0), ANY, ANY)),
          Map.entry("not", TemplateFunction.of(a -> !Values.isTrue(a.value(0)), ANY)),
          Map.entry("call", TemplateFunction.variadic(Builtins::call, ANY, ANY)),
          Map.entry("html", printing(a -> TextEscapes.html(printable(a)))),
          Map.entry("js", printing(a -> TextEscapes.js(printable(a)))),
          Map.entry("urlquery", printing(a -> urlQuery(printable(a)))),
          Map.entry("print", printing(a -> GoFormat.print(a.all()))),
          Map.entry("println", printing(a -> GoFormat.println(a.all()))),
          Map.entry("printf", TemplateFunction.variadic(Builtins::printf, TEXT, ANY)),
          Map.entry("len", TemplateFunction.of(a -> Indexing.length(a.value(0)), ANY)),
          Map.entry("index", TemplateFunction.variadic(Indexing::index, ANY, ANY)),
          Map.entry("slice", TemplateFunction.variadic(Indexing::slice, ANY, ANY)),
          Map.entry("eq", TemplateFunction.variadic(Comparison::equal, ANY, ANY)),
          Map.entry("ne", TemplateFunction.of(a -> !Comparison.equal(a), ANY, ANY)),
          Map.entry("lt", TemplateFunction.of(a -> Comparison.less(a), ANY, ANY)),
          Map.entry("le", TemplateFunction.of(a -> Comparison.lessOrEqual(a), ANY, ANY)),
          Map.entry("gt", TemplateFunction.of(a -> !Comparison.lessOrEqual(a), ANY, ANY)),
          Map.entry("ge", TemplateFunction.of(a -> !Comparison.less(a), ANY, ANY)));

  private Builtins() {}

  static @Nullable TemplateFunction find(String name) {
    return ALL.get(name);
  }

  private static TemplateFunction printing(TemplateFunction.Body body) {
    return TemplateFunction.variadic(body, ANY);
  }

  private static String printf(TemplateArguments arguments) {
    var all = arguments.all();
    return GoFormat.printf(arguments.text(0), all.subList(1, all.size()));
  }

  /// Returns the arguments as `print` shows them, but `<no value>` where there is none.
  static String printable(TemplateArguments arguments) {
    if (arguments.count() == 1 && arguments.value(0) instanceof String text) {
      return text;
    }
    var shown = new ArrayList<@Nullable Object>();
    for (var value : arguments.all()) {
      shown.add(value == null ? "<no value>" : value);
    }
    return GoFormat.print(shown);
  }

  /// Returns the text as Go's `url.QueryEscape` writes it.
  public static String urlQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static @Nullable Object call(TemplateArguments arguments) {
    var callee = arguments.value(0);
    if (callee == null) {
      throw new TemplateException("call of nil");
    }
    if (!(callee instanceof TemplateFunction function)) {
      throw new TemplateException("non-function of type " + TemplateType.of(callee));
    }
    List<@Nullable Object> given = arguments.all().subList(1, arguments.count());
    int wanted = function.parameters().size() - (function.variadic() ? 1 : 0);
    if (function.variadic() ? given.size() < wanted : given.size() != wanted) {
      throw new TemplateException(
          "wrong number of args: got %d want %s%d"
              .formatted(given.size(), function.variadic() ? "at least " : "", wanted));
    }
    for (int i = 0; i < given.size(); i++) {
      var type = function.parameters().get(Math.min(i, function.parameters().size() - 1));
      if (!type.accepts(TemplateType.of(given.get(i)))) {
        throw new TemplateException(
            "arg %d: value has type %s; should be %s"
                .formatted(i, TemplateType.of(given.get(i)), type));
      }
    }
    return function.body().call(new TemplateArguments(given));
  }
}
