package io.tocsin.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.api.SettingsSource.ConfigFile;
import io.tocsin.api.SettingsSource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
  @TempDir Path folder;

  private final class Source implements ConfigSource {
    private final Path file = folder.resolve("tocsin.yml");
    private final List<String> reloads = new ArrayList<>();

    @Override
    public List<Place> places() {
      return List.of(new Place(Kind.MAIN, file), new Place(Kind.RULES, folder.resolve("gone.yml")));
    }

    @Override
    public void check(ConfigFile checked, String text) {
      if (text.contains("bad")) {
        throw new IllegalArgumentException(checked.path() + ":1: bad (expected: good)");
      }
    }

    @Override
    public void reload() {
      try {
        reloads.add(Files.readString(file));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      if (reloads.getLast().contains("late")) {
        throw new IllegalArgumentException("refused after all");
      }
    }

    @Override
    public long loadedMillis() {
      return 1;
    }
  }

  @Test
  void aFileIsWrittenAsAWholeAndKeptBeside() throws IOException {
    var source = new Source();
    Files.writeString(source.file, "old\n");
    Files.setPosixFilePermissions(source.file, PosixFilePermissions.fromString("rw-r-----"));
    var files = new ConfigFiles(source);
    var file = files.all().getFirst();
    assertThat(files.all()).hasSize(1);
    assertThat(file.writable()).isTrue();
    files.write(file, "new\n");
    assertThat(Files.readString(source.file)).isEqualTo("new\n");
    assertThat(Files.readString(folder.resolve("tocsin.yml.bak"))).isEqualTo("old\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(source.file)))
        .isEqualTo("rw-r-----");
    assertThat(source.reloads).containsExactly("new\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatIsRefusedLeavesTheFileAsItWas() throws IOException {
    var source = new Source();
    Files.writeString(source.file, "old\n");
    var files = new ConfigFiles(source);
    var file = files.all().getFirst();
    assertThat(files.problems(file, "bad"))
        .containsExactly(file.path() + ":1: bad (expected: good)");
    assertThatThrownBy(() -> files.write(file, "bad")).hasMessageContaining("expected: good");
    assertThat(source.reloads).isEmpty();
    assertThatThrownBy(() -> files.write(file, "late")).hasMessage("refused after all");
    assertThat(Files.readString(source.file)).isEqualTo("old\n");
    assertThat(source.reloads).containsExactly("late", "old\n");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    var source = new Source();
    var real = Files.writeString(folder.resolve("real.yml"), "old\n");
    Files.createSymbolicLink(source.file, real);
    var files = new ConfigFiles(source);
    files.write(files.all().getFirst(), "new\n");
    assertThat(source.file).isSymbolicLink();
    assertThat(Files.readString(real)).isEqualTo("new\n");
  }
}
