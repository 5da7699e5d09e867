package io.tocsin.server.pages;

import io.tocsin.api.ProvidedBoards;
import io.tocsin.collect.ReadFiles;
import io.tocsin.dashboards.BoardFile;
import io.tocsin.dashboards.Dashboard;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dashboards that come with the program, and those of files, which are read when somebody asks
/// and again when they have changed. A file that is no dashboard is said in the log, once, and left
/// out.
public final class BoardFiles implements ProvidedBoards {
  private static final Logger LOG = LoggerFactory.getLogger(BoardFiles.class);
  private static final int FILES_MAX = 1_000;
  private static final long LOOK_MILLIS = 5_000;

  private final List<String> patterns;
  private final ReadFiles files;
  private final Supplier<List<Dashboard>> builtIn;
  private final Clock clock;
  private final long startedMillis;
  private Map<Path, Kept> known = Map.of();
  private @Nullable List<Provided> all;
  private long lookedMillis;

  /// @param board null where the file is no dashboard
  private record Kept(long modifiedMillis, @Nullable Provided board) {}

  /// @param patterns of files, as `rule_files` has them
  /// @param builtIn the program's own, asked once
  public BoardFiles(
      List<String> patterns, ReadFiles files, Supplier<List<Dashboard>> builtIn, Clock clock) {
    this.patterns = List.copyOf(patterns);
    this.files = files;
    this.builtIn = builtIn;
    this.clock = clock;
    this.startedMillis = clock.millis();
  }

  @Override
  public synchronized List<Provided> all() {
    long now = clock.millis();
    var before = all;
    if (before != null && now - lookedMillis < LOOK_MILLIS) {
      return before;
    }
    lookedMillis = now;
    look();
    var boards = new ArrayList<Provided>();
    known
        .values()
        .forEach(kept -> {
          if (kept.board() != null) {
            boards.add(kept.board());
          }
        });
    var own = before == null ? builtIn.get().stream().map(this::own).toList() : own(before);
    boards.addAll(own);
    all = List.copyOf(boards);
    return boards;
  }

  private Provided own(Dashboard board) {
    return new Provided(board, "", BUILT_IN, startedMillis);
  }

  private static List<Provided> own(List<Provided> boards) {
    return boards.stream().filter(board -> board.source().equals(BUILT_IN)).toList();
  }

  private void look() {
    var found = new TreeMap<Path, Kept>();
    for (var pattern : patterns) {
      for (var path : files.glob(pattern)) {
        if (found.size() == FILES_MAX) {
          LOG.atWarn().addKeyValue("max", FILES_MAX).log("too many dashboard files");
          break;
        }
        found.put(path, kept(path));
      }
    }
    known = found;
  }

  private Kept kept(Path path) {
    long modified = files.modifiedMillis(path);
    var before = known.get(path);
    return before != null && before.modifiedMillis() == modified
        ? before
        : new Kept(modified, read(path, modified));
  }

  private @Nullable Provided read(Path path, long modified) {
    try {
      var board = BoardFile.read(path.toString(), files.read(path)).dashboard();
      var folder = path.toAbsolutePath().getParent();
      var name = folder == null ? null : folder.getFileName();
      return new Provided(board, name == null ? "" : name.toString(), "file", modified);
    } catch (IOException | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("file", path)
          .addKeyValue("reason", e.getMessage())
          .log("dashboard file left out");
      return null;
    }
  }
}
