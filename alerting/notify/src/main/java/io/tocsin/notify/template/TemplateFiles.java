package io.tocsin.notify.template;

import io.tocsin.kit.ConfigException;
import io.tocsin.notify.template.NotifyTemplates.TemplateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds and reads template files by patterns with `*`, `?` and `[...]` in any part of the path. A
/// pattern that nothing matches is no fault: the files may come later.
final class TemplateFiles {
  private static final int SIZE_MAX = 4 << 20;

  private TemplateFiles() {}

  static List<TemplateFile> read(List<String> patterns) {
    var files = new ArrayList<TemplateFile>();
    for (var pattern : patterns) {
      for (var path : matches(pattern)) {
        files.add(read(path));
      }
    }
    return files;
  }

  private static TemplateFile read(Path path) {
    try {
      if (Files.size(path) > SIZE_MAX) {
        throw new ConfigException("templates: " + path + " (expected: at most 4 MiB)");
      }
      var name = String.valueOf(path.getFileName());
      return new TemplateFile(name, Files.readString(path, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ConfigException("templates: " + path + ": " + e);
    }
  }

  private static List<Path> matches(String pattern) {
    var path = Path.of(pattern);
    var found = new ArrayList<Path>();
    var root = path.getRoot();
    expand(root == null ? Path.of("") : root, path, 0, found);
    found.removeIf(file -> !Files.isRegularFile(file));
    return found;
  }

  private static void expand(Path folder, Path pattern, int depth, List<Path> found) {
    if (depth == pattern.getNameCount()) {
      found.add(folder);
      return;
    }
    var part = pattern.getName(depth).toString();
    if (part.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
      var next = folder.resolve(part);
      if (Files.exists(next)) {
        expand(next, pattern, depth + 1, found);
      }
      return;
    }
    var names = expression(part);
    try (var entries = Files.list(folder.toString().isEmpty() ? Path.of(".") : folder)) {
      var matching =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> names.matcher(name).matches())
              .sorted()
              .toList();
      matching.forEach(name -> expand(folder.resolve(name), pattern, depth + 1, found));
    } catch (IOException unreadable) {
      // As with files that are not there: nothing matches.
    }
  }

  private static Pattern expression(String part) {
    var out = new StringBuilder();
    int at = 0;
    while (at < part.length()) {
      char c = part.charAt(at++);
      switch (c) {
        case '*' -> out.append("[^/]*");
        case '?' -> out.append("[^/]");
        case '[' -> {
          int end = part.indexOf(']', at + 1);
          if (end < 0) {
            throw new ConfigException("templates: " + part + " (expected: a ] for each [)");
          }
          out.append('[').append(part, at, end).append(']');
          at = end + 1;
        }
        case '\\' ->
            out.append(Pattern.quote(at < part.length() ? part.substring(at, ++at) : "\\"));
        default -> out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(out.toString());
    } catch (PatternSyntaxException e) {
      throw new ConfigException("templates: " + part + " (expected: a pattern of file names)");
    }
  }
}
