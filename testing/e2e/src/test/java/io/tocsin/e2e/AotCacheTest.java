package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AOT cache makes the start fast, and a stale one would silently run old code.
@Order(8)
class AotCacheTest {
  private static final String MAIN = "io/tocsin/server/Main.class";

  @Test
  void theCacheOfTheDistributionIsUsed() throws Exception {
    // With this mode the machine refuses to start where it otherwise only warns and goes on
    // without.
    var strict =
        Command.run("", Dist.launcher(), Map.of("TOCSIN_JAVA_OPTS", "-XX:AOTMode=on"), "--version");
    assertThat(strict.exit()).as(strict.out() + strict.err()).isZero();
    assertThat(strict.out()).startsWith("tocsin ").doesNotContain("warning");
    try (var files = Files.list(Dist.HOME)) {
      assertThat(files.filter(f -> f.toString().endsWith(".aot"))).hasSize(1);
    }
  }

  @Test
  void aReplacedJarRunsItsOwnCode(@TempDir Path folder) throws Exception {
    var copy = folder.resolve("dist");
    copy(Dist.HOME, copy);
    replaceMain(folder, serverJar(copy));
    var run = Command.run("", copy.resolve("bin/tocsin"), Map.of(), "--version");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("the new code");
  }

  private static Path serverJar(Path dist) throws IOException {
    try (var jars = Files.list(dist.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("tocsin-server"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void replaceMain(Path folder, Path jar) throws IOException {
    var source =
        """
        package io.tocsin.server;
        public final class Main {
          public static void main(String[] args) { System.out.println("the new code"); }
        }
        """;
    var file =
        new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    var classes = Files.createDirectory(folder.resolve("classes"));
    var options = List.of("-d", classes.toString(), "-proc:none");
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, options, null, List.of(file));
    assertThat(task.call()).isTrue();
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(MAIN));
      Files.copy(classes.resolve(MAIN), out);
      out.closeEntry();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : (Iterable<Path>) files::iterator) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
