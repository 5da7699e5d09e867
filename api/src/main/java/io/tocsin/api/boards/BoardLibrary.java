package io.tocsin.api.boards;

import io.tocsin.api.ProvidedBoards;
import io.tocsin.api.ProvidedBoards.Provided;
import io.tocsin.api.prometheus.ApiError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All boards: those that are kept, and those that others bring. A kept board hides a provided one
/// of its uid.
public record BoardLibrary(BoardStore store, ProvidedBoards provided) {
  private static final int UID_LENGTH = 12;

  static String newUid() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, UID_LENGTH);
  }

  /// Returns kept ones by folder and title, provided ones behind them.
  List<BoardEntry> list() {
    var all = new ArrayList<>(store.list());
    var uids = new HashSet<String>();
    all.forEach(board -> uids.add(board.uid()));
    for (var board : provided.all()) {
      if (uids.add(board.dashboard().uid())) {
        all.add(entry(board));
      }
    }
    return all;
  }

  /// @param version 0 for the newest
  /// @throws ApiError if there is none
  Board find(String uid, long version) {
    var kept = store.find(uid, version);
    if (kept != null) {
      return kept;
    }
    var given = provided(uid);
    if (given == null || version > 1) {
      throw BoardStore.unknown(version == 0 ? uid : uid + ", version " + version + ",");
    }
    return new Board(entry(given), "", given.dashboard().compactJson());
  }

  private static BoardEntry entry(Provided board) {
    var dashboard = board.dashboard();
    return new BoardEntry(
        dashboard.uid(),
        dashboard.title(),
        board.folder(),
        dashboard.tags(),
        dashboard.panels(),
        1,
        board.updatedMillis(),
        "",
        board.source());
  }

  private @Nullable Provided provided(String uid) {
    for (var board : provided.all()) {
      if (board.dashboard().uid().equals(uid)) {
        return board;
      }
    }
    return null;
  }

  private void refuseProvided(String uid) {
    var given = provided(uid);
    if (given != null && store.find(uid, 0) == null) {
      throw new ApiError(
          ApiError.Type.CONFLICT,
          "uid: "
              + uid
              + " comes from "
              + given.source()
              + " (expected: a copy under another uid)");
    }
  }

  BoardEntry create(BoardDraft draft) {
    refuseProvided(draft.text().uid());
    return store.create(draft);
  }

  BoardEntry save(BoardDraft draft, long edited) {
    refuseProvided(draft.text().uid());
    return store.save(draft, edited);
  }

  void delete(String uid) {
    refuseProvided(uid);
    store.delete(uid);
  }

  /// Makes an older version the newest.
  BoardEntry restore(String uid, long version, String by) {
    var old = store.find(uid, version);
    var now = store.find(uid, 0);
    if (old == null || now == null) {
      throw BoardStore.unknown(uid + ", version " + version + ",");
    }
    var text = BoardText.read(old.json());
    var message = "version " + version + " again";
    return store.save(
        new BoardDraft(text, old.entry().folder(), by, message), now.entry().version());
  }

  /// Keeps a board that was imported.
  ///
  /// @param overwrite whether one that is kept under its uid gets a new version
  BoardEntry take(BoardDraft draft, boolean overwrite) {
    var known = store.find(draft.text().uid(), 0);
    if (known != null && overwrite) {
      return store.save(draft, known.entry().version());
    }
    return create(draft);
  }
}
