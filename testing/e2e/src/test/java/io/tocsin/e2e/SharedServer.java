package io.tocsin.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One server with the defaults and nothing configured for all classes that only look: it starts
/// with the first of them and stops after the last test.
final class SharedServer implements ParameterResolver {
  private record Running(Path data, Tocsin tocsin) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      tocsin.close();
      Files.walkFileTree(data, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Tocsin.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(SharedServer.class, _ -> start(), Running.class)
        .tocsin();
  }

  private static Running start() {
    try {
      var data = Files.createTempDirectory("tocsin-e2e");
      return new Running(data, Tocsin.start(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
