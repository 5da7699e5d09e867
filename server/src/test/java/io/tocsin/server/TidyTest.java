package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Style that runs: sizes, names and bans over the source tree, in one pass of the JDK's own
/// parser.
class TidyTest {
  private static final int FILE_LINES_MAX = 600;
  private static final int METHOD_LINES_MAX = 60;
  private static final int METHOD_PARAMETERS_MAX = 5;
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 8;
  private static final int PACKAGE_FILES_MAX = 40;
  private static final Pattern BANNED_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Data|Info|Base|Abstract|Service)$");
  private static final Map<Pattern, String> BANNED_TEXT =
      Map.of(
          Pattern.compile("\\bThread\\.sleep\\("), "wait on the Clock",
          Pattern.compile("\\bThreadLocal\\b"), "hand it in",
          Pattern.compile("@Disabled"), "mend or delete the test",
          Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), "do it or write it into docs/status.md",
          Pattern.compile("System\\.out\\b"), "use the Console or a Logger");

  private static final Path ROOT = Path.of(System.getProperty("tocsin.root", ".."));
  private static final List<Path> SOURCES = new ArrayList<>();
  private static final List<String> FAULTS = new ArrayList<>();

  @BeforeAll
  static void readSources() throws IOException {
    try (var files = Files.walk(ROOT)) {
      files
          .filter(p -> p.toString().endsWith(".java"))
          .filter(p -> !p.toString().contains("/target/") && !p.toString().contains("node_modules"))
          .sorted()
          .forEach(SOURCES::add);
    }
    parseAll();
  }

  private static void parseAll() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(SOURCES));
      var trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scan(unit, trees).scan(unit, null);
      }
    }
  }

  private static final class Scan extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;

    Scan(CompilationUnitTree unit, Trees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      var name = type.getSimpleName().toString();
      if (BANNED_NAME.matcher(name).matches()) {
        fault(type, name + " (expected: a noun for what it is)");
      }
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      var name = method.getName().toString();
      var lines = unit.getLineMap();
      var positions = trees.getSourcePositions();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
      if (last - first + 1 > METHOD_LINES_MAX) {
        fault(method, name + ": " + (last - first + 1) + " lines (expected: <= 60)");
      }
      boolean constructor = name.equals("<init>");
      int limit = constructor ? CONSTRUCTOR_PARAMETERS_MAX : METHOD_PARAMETERS_MAX;
      if (method.getParameters().size() > limit) {
        fault(
            method,
            name
                + ": "
                + method.getParameters().size()
                + " parameters (expected: <= "
                + limit
                + ")");
      }
      return super.visitMethod(method, unused);
    }

    private void fault(Tree at, String what) {
      long line =
          unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, at));
      FAULTS.add(
          ROOT.relativize(Path.of(unit.getSourceFile().getName())) + ":" + line + ": " + what);
    }
  }

  @Test
  void methodsAndNamesKeepTheirBounds() {
    assertThat(SOURCES).hasSizeGreaterThan(50);
    assertThat(FAULTS).isEmpty();
  }

  @Test
  void filesKeepTheirBounds() throws IOException {
    var faults = new ArrayList<String>();
    for (var source : SOURCES) {
      long lines;
      try (var text = Files.lines(source)) {
        lines = text.count();
      }
      if (lines > FILE_LINES_MAX) {
        faults.add(ROOT.relativize(source) + ": " + lines + " lines (expected: <= 600)");
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void packagesStaySmallAndSayWhatTheyAreFor() {
    var files = new TreeMap<Path, Integer>();
    for (var source : SOURCES) {
      if (source.toString().contains("/src/main/")) {
        files.merge(source.getParent(), 1, Integer::sum);
      }
    }
    var faults = new ArrayList<String>();
    files.forEach((folder, count) -> {
      if (count > PACKAGE_FILES_MAX + 1) {
        faults.add(ROOT.relativize(folder) + ": " + count + " files (expected: <= 40)");
      }
      if (!Files.exists(folder.resolve("package-info.java"))) {
        faults.add(ROOT.relativize(folder) + ": no package-info.java");
      }
    });
    assertThat(faults).isEmpty();
  }

  @Test
  void mainCodeUsesNothingBanned() throws IOException {
    var faults = new ArrayList<String>();
    for (var source : SOURCES) {
      var path = ROOT.relativize(source).toString();
      if (path.startsWith("server/src/test/java/io/tocsin/server/TidyTest")
          || path.endsWith("/SystemClock.java")
          || path.endsWith("/Console.java")) {
        continue;
      }
      boolean main = path.contains("/src/main/") && !path.startsWith("testing/");
      var text = Files.readString(source);
      BANNED_TEXT.forEach((pattern, instead) -> {
        boolean everywhere =
            pattern.pattern().startsWith("@") || pattern.pattern().contains("TODO");
        if ((main || everywhere) && pattern.matcher(text).find()) {
          faults.add(path + ": " + pattern + " (" + instead + ")");
        }
      });
    }
    assertThat(faults).isEmpty();
  }
}
