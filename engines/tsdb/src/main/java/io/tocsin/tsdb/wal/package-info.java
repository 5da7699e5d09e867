/// What makes the head survive: the log of commits and the checkpoint that shortens it, as
/// specified in `docs/format/wal.md` and `docs/format/checkpoint.md`.
///
/// Every record has a checksum; nothing is read that has not been verified. [Wal] is safe for use
/// by many threads, the others are for one.
@NullMarked
package io.tocsin.tsdb.wal;

import org.jspecify.annotations.NullMarked;
