/// What survives a crash: silences, what was sent, who acknowledged what. One log of records with
/// checksums, rewritten as a whole at each start and now and then; see `docs/format/notify.md`.
///
/// Invariants: a record is synced before its call returns; memory never says what the log does not,
/// but for notifications that were delivered while the disk was full: better to know and not to
/// keep it than to send it twice. Safe for use by many threads: one lock, that of [StateLog].
@NullMarked
package io.tocsin.notify.state;

import org.jspecify.annotations.NullMarked;
