package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.http.LocalFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.notify.receivers.ChannelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Alertmanager's own test configurations with the verdicts of `amtool check-config`.
final class ConfigConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tocsin.conformance", "../shared/conformance"))
          .resolve("alertmanager-config");

  @Test
  void verdictsAreThoseOfAmtool() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no conformance data at " + FOLDER);
    var wrong = new ArrayList<String>();
    int judged = 0;
    for (var line : Files.readAllLines(FOLDER.resolve("verdicts.tsv"))) {
      var columns = line.split("\t", -1);
      if (line.startsWith("#") || columns[0].isEmpty()) {
        continue;
      }
      judged++;
      var refusal = refusal(FOLDER.resolve(columns[0]));
      if (refusal.isEmpty() != columns[1].equals("accepted")) {
        wrong.add(columns[0] + " " + columns[1] + ": " + refusal);
      }
    }
    System.out.println("alertmanager-config: " + (judged - wrong.size()) + " of " + judged);
    assertThat(wrong).isEmpty();
  }

  private static String refusal(Path file) throws IOException {
    var reader = new ChannelReader(LocalFiles.disk());
    try {
      AlertmanagerConfig.parse(
          file.toString(), Files.readString(file), MatcherSyntax.FALLBACK, reader);
      return "";
    } catch (ConfigException e) {
      assertThat(e.getMessage()).contains(".yml:");
      return e.getMessage();
    }
  }
}
