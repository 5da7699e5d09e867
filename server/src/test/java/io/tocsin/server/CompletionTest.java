package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bash offers, asked of a real bash.
class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;

  /// Completes the last of these words as bash would call for it, and returns what it offers.
  private List<String> offers(String... words) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(BASH), BASH + " is not installed");
    var script = folder.resolve("completion");
    Files.writeString(script, CommandRun.of("completion", "bash").out());
    var line =
        """
        set -u
        source "$1"; shift
        COMP_WORDS=(tocsin "$@"); COMP_CWORD=$#
        _tocsin tocsin "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        if (( ${#COMPREPLY[@]} )); then printf '%s\\n' "${COMPREPLY[@]}"; fi
        """;
    var command = new ProcessBuilder(BASH.toString(), "-c", line, "bash", script.toString());
    command.command().addAll(List.of(words));
    return run(command).lines().toList();
  }

  private static String run(ProcessBuilder command) throws IOException, InterruptedException {
    var process = command.redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void commandsAreOfferedWordByWord() throws Exception {
    assertThat(offers(""))
        .startsWith("serve")
        .endsWith("completion")
        .doesNotHaveDuplicates()
        .contains("check", "query", "test", "tsdb", "backup", "restore", "health");
    assertThat(offers("te")).contains("test").allMatch(word -> word.startsWith("te"));
    assertThat(offers("check", "")).contains("config", "rules", "metrics");
    assertThat(offers("query", "s")).contains("series").allMatch(word -> word.startsWith("s"));
    assertThat(offers("completion", "")).containsExactly("bash", "zsh");
  }

  @Test
  void optionsAreThoseOfTheCommand() throws Exception {
    assertThat(offers("check", "config", "-")).containsExactly("--syntax-only", "--help");
    assertThat(offers("check", "config", "a.yml", "--s")).containsExactly("--syntax-only");
    assertThat(offers("health", "--u")).containsExactly("--url", "--user");
    assertThat(offers("serve", "--listen", "127.0.0.1:1", "--storage.tsdb.p"))
        .containsExactly("--storage.tsdb.path");
    assertThat(offers("--web.listen")).as("flags mean serve").contains("--web.listen-address");
    assertThat(offers("serve", "--agent")).as("what does nothing is not offered").isEmpty();
  }

  @Test
  void whereAFileMayStandFilesAreOffered() throws Exception {
    assertThat(offers("check", "config", "")).isEmpty();
    assertThat(offers("serve", "--config", "a")).isEmpty();
    var script = folder.resolve("completion");
    var line = "source \"$1\"; complete -p tocsin; complete -p ./tocsin";
    var known = run(new ProcessBuilder(BASH.toString(), "-c", line, "bash", script.toString()));
    assertThat(known.lines())
        .containsExactly(
            "complete -o default -F _tocsin tocsin", "complete -o default -F _tocsin ./tocsin");
  }

  @Test
  void zshGetsTheSame() throws Exception {
    var bash = CommandRun.of("completion", "bash");
    assertThat(CommandRun.of("completion", "zsh").out())
        .isEqualTo("autoload -U +X bashcompinit && bashcompinit\n" + bash.out());
  }
}
