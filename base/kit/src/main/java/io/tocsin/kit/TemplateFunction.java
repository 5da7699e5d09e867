package io.tocsin.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function or method that templates may call. The number and types of its arguments are checked
/// before it runs.
///
/// @param parameters what it takes; of a variadic one the last may come any number of times
public record TemplateFunction(List<TemplateType> parameters, boolean variadic, Body body) {
  /// What the function does. It fails with a [TemplateException] that says why.
  @FunctionalInterface
  public interface Body {
    @Nullable Object call(TemplateArguments arguments);
  }

  public TemplateFunction {
    parameters = List.copyOf(parameters);
  }

  /// Returns a function of these parameters.
  public static TemplateFunction of(Body body, TemplateType... parameters) {
    return new TemplateFunction(List.of(parameters), false, body);
  }

  /// Returns a function whose last parameter may come any number of times, also none.
  public static TemplateFunction variadic(Body body, TemplateType... parameters) {
    return new TemplateFunction(List.of(parameters), true, body);
  }
}
