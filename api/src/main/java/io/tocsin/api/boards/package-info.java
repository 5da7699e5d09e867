/// Dashboards and snapshots: what is kept of them, and how it is asked for and changed.
///
/// [io.tocsin.api.boards.BoardStore] and [io.tocsin.api.boards.SnapshotStore] are tables of the
/// catalog. Each save is a version of its own; a save that was begun from an older version than the
/// newest is refused. Boards that others bring ([io.tocsin.api.boards.ProvidedBoards]) are read
/// only. Everything is safe for use by many threads.
@NullMarked
package io.tocsin.api.boards;

import org.jspecify.annotations.NullMarked;
