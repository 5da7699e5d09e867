package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Rule files and unit tests get the verdict that stands in their names, and promtool's, where it
/// is installed. Those whose names begin with `new-` have keys that Debian's does not know: they
/// are compared with the promtool that the property `tocsin.promtool` names.
class RuleVerdictsTest {
  private static final Path FILES = Path.of("src/test/resources/promtool").toAbsolutePath();
  private static final String OTHER = System.getProperty("tocsin.promtool", "");
  private static final Path PROMTOOL = Path.of(OTHER.isEmpty() ? "/usr/bin/promtool" : OTHER);

  private static List<Path> files(String folder) throws IOException {
    try (var found = Files.list(FILES.resolve(folder))) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isGood(Path file) {
    return file.getFileName().toString().contains("good-");
  }

  private static String ours(String verb, Path file) throws InterruptedException {
    var run = CommandRun.of(verb, "rules", file.toString());
    return file.getFileName() + (run.exit() == 0 ? " good" : " bad");
  }

  private static String theirs(String verb, Path file) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(PROMTOOL.toString(), verb, "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    return file.getFileName() + (process.waitFor() == 0 ? " good" : " bad");
  }

  private static void haveTheirVerdict(String verb, String folder) throws Exception {
    var expected = new ArrayList<String>();
    var got = new ArrayList<String>();
    for (var file : files(folder)) {
      expected.add(file.getFileName() + (isGood(file) ? " good" : " bad"));
      got.add(ours(verb, file));
    }
    assertThat(got).isEqualTo(expected);
  }

  private static void havePromtoolsVerdict(String verb, String folder) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), PROMTOOL + " is not installed");
    var expected = new ArrayList<String>();
    var got = new ArrayList<String>();
    for (var file : files(folder)) {
      if (!OTHER.isEmpty() || !file.getFileName().toString().startsWith("new-")) {
        expected.add(theirs(verb, file));
        got.add(ours(verb, file));
      }
    }
    assertThat(got).hasSizeGreaterThan(20).isEqualTo(expected);
  }

  @Test
  void ruleFilesHaveTheirVerdict() throws Exception {
    haveTheirVerdict("check", "rules");
  }

  @Test
  void unitTestsHaveTheirVerdict() throws Exception {
    haveTheirVerdict("test", "tests");
  }

  @Test
  void ruleFilesHavePromtoolsVerdict() throws Exception {
    havePromtoolsVerdict("check", "rules");
  }

  @Test
  void unitTestsHavePromtoolsVerdict() throws Exception {
    havePromtoolsVerdict("test", "tests");
  }
}
