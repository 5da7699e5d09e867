package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCommandsTest {
  private static final String PASSWORD = "correct horse\n";

  @TempDir Path data;

  private CommandRun run(String... words) throws InterruptedException {
    var line = new java.util.ArrayList<>(java.util.List.of(words));
    line.add("--data");
    line.add(data.toString());
    return CommandRun.reading(PASSWORD, line.toArray(String[]::new));
  }

  @Test
  void usersComeChangeAndGo() throws Exception {
    assertThat(run("users", "add", "bob", "--role", "viewer").err())
        .isEqualTo("tocsin: role: viewer (expected: admin, for the first user)\n");
    assertThat(run("users", "add", "ann", "--role", "admin").out())
        .isEqualTo("ann: added as admin\n");
    assertThat(run("users", "add", "ann", "--role", "admin").exit()).isEqualTo(1);
    assertThat(run("users", "add", "bob").out()).isEqualTo("bob: added as viewer\n");
    assertThat(run("users", "role", "bob", "--role", "editor").out())
        .isEqualTo("bob: editor now\n");
    assertThat(run("users", "password", "bob").exit()).isZero();
    assertThat(run("users", "list").out().lines())
        .hasSize(3)
        .element(2)
        .asString()
        .matches("bob +editor +local +never");
    assertThat(run("users", "remove", "bob").out()).isEqualTo("bob: removed\n");
    assertThat(run("users", "remove", "ann").err()).contains("the last administrator");
    assertThat(run("users", "role", "ann", "--role", "king").err())
        .isEqualTo("tocsin: role: king (expected: viewer, editor or admin)\n");
    assertThat(run("users", "role", "ann").exit()).isEqualTo(2);
  }

  @Test
  void tokensAreShownOnce() throws Exception {
    var made = run("tokens", "add", "ci", "--scopes", "read,write", "--expires", "1d").out();
    assertThat(made).matches("tocsin_[\\w-]{43}\n");
    assertThat(run("tokens", "list").out()).contains("read,write").doesNotContain(made.strip());
    assertThat(run("tokens", "add", "x", "--scopes", "all").err()).contains("scope: all");
    assertThat(run("tokens", "add", "x", "--expires", "soon").err()).contains("expires: soon");
    assertThat(run("tokens", "revoke", "ci").out()).isEqualTo("ci: revoked\n");
    assertThat(run("tokens", "revoke", "ci").exit()).isEqualTo(2);
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() throws Exception {
    var run = CommandRun.of("users", "list", "--data", data.resolve("none").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("none: no such directory (expected: a data directory)");
    assertThat(Files.exists(data.resolve("none"))).isFalse();
  }
}
