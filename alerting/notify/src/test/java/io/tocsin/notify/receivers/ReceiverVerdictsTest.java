package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.http.LocalFiles;
import io.tocsin.kit.ConfigException;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.MatcherSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Alertmanager's own configurations, each with the verdict of amtool.
final class ReceiverVerdictsTest {
  @Test
  void everyFileGetsAmtoolsVerdict() throws IOException {
    var folder =
        Path.of(System.getProperty("tocsin.conformance", "../shared/conformance"))
            .resolve("alertmanager-config");
    assumeTrue(Files.exists(folder), "no conformance data in " + folder);
    var wrong = new ArrayList<String>();
    for (var line : Files.readAllLines(folder.resolve("verdicts.tsv"))) {
      var fields = line.split("\t", -1);
      if (line.startsWith("#") || fields.length < 2) {
        continue;
      }
      var verdict = verdict(folder.resolve(fields[0]));
      boolean accepted = verdict.equals("accepted");
      if (accepted != fields[1].equals("accepted")) {
        wrong.add(fields[0] + ": " + verdict + " (expected: " + line + ")");
      } else if (!accepted && !hasCause(verdict, fields.length > 2 ? fields[2] : "")) {
        wrong.add(fields[0] + ": " + verdict + " (expected the cause: " + fields[2] + ")");
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String verdict(Path file) throws IOException {
    try {
      AlertmanagerConfig.parse(
          file.toString(),
          Files.readString(file),
          MatcherSyntax.FALLBACK,
          new ChannelReader(LocalFiles.disk()));
      return "accepted";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Words of our own are welcome where the key that is wrong is named in them.
  private static boolean hasCause(String verdict, String message) {
    var ours = verdict.toLowerCase(Locale.ROOT);
    var named = message.toLowerCase(Locale.ROOT).split("[^a-z_]+", -1);
    int found = 0;
    for (var word : named) {
      found += !word.isEmpty() && ours.contains(word) ? 1 : 0;
    }
    return message.startsWith("yaml") || found * 2 >= named.length;
  }
}
