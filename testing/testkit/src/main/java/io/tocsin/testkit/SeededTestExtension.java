package io.tocsin.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

final class SeededTestExtension implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    var annotation = context.getRequiredTestMethod().getAnnotation(SeededTest.class);
    return seeds(Integer.getInteger("seeds", annotation.seeds())).mapToObj(Invocation::new);
  }

  private static LongStream seeds(int count) {
    Long replayed = Long.getLong("seed");
    if (replayed != null) {
      return LongStream.of(replayed);
    }
    boolean fixed = System.getenv("CI") != null;
    return fixed ? LongStream.range(0, count) : new Random().longs(count, 0, Long.MAX_VALUE);
  }

  private record Invocation(long seed) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new RandomOf(seed), new Replay(seed));
    }
  }

  private record RandomOf(long seed) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Random.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new Random(seed);
    }
  }

  private record Replay(long seed) implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      failure.addSuppressed(new AssertionError("replay with -Dseed=" + seed));
      throw failure;
    }
  }
}
