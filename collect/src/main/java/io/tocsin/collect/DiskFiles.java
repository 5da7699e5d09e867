package io.tocsin.collect;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

final class DiskFiles implements ReadFiles {
  private static final int FILE_MAX_BYTES = 64 << 20;

  /// Directories may have patterns too, so the pattern is followed step by step.
  @Override
  public List<Path> glob(String pattern) {
    try {
      var absolute = Path.of(pattern).toAbsolutePath().normalize();
      var found = List.of(absolute.getRoot());
      for (var step : absolute) {
        found = next(found, step.toString());
      }
      return found.stream().filter(Files::isRegularFile).sorted().toList();
    } catch (InvalidPathException | PatternSyntaxException e) {
      return List.of();
    }
  }

  private static List<Path> next(List<Path> directories, String step) {
    var found = new ArrayList<Path>();
    boolean literal = step.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
    for (var directory : directories) {
      if (literal) {
        if (Files.exists(directory.resolve(step))) {
          found.add(directory.resolve(step));
        }
      } else {
        list(directory, step, found);
      }
    }
    return found;
  }

  private static void list(Path directory, String step, List<Path> out) {
    var escaped = step.replace("{", "\\{").replace("}", "\\}");
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + escaped);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var children = Files.newDirectoryStream(directory)) {
      for (var child : children) {
        if (matcher.matches(child.getFileName())) {
          out.add(child);
        }
      }
    } catch (IOException unreadable) {
      // As Go's Glob: what cannot be read has no matches.
      return;
    }
  }

  @Override
  public String read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > FILE_MAX_BYTES) {
      throw new IOException(
          file + ": " + size + " bytes (expected: at most " + FILE_MAX_BYTES + ")");
    }
    return Files.readString(file);
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public long modifiedMillis(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException missing) {
      return 0;
    }
  }

  @Override
  public @Nullable String environment(String name) {
    return System.getenv(name);
  }
}
