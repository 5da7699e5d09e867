/// Blocks: many series over a range of time, on disk, never changed. The format is
/// `docs/format/block.md`.
///
/// A [io.tocsin.tsdb.block.BlockWriter] publishes a block in one step or leaves nothing; a
/// [io.tocsin.tsdb.block.Block] is safe for use by many threads until its last holder closes it.
/// Whatever the files hold, reading gives samples or a [io.tocsin.kit.CorruptionException].
@NullMarked
package io.tocsin.tsdb.block;

import org.jspecify.annotations.NullMarked;
