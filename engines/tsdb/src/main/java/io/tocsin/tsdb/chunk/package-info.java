/// Sealed chunks: up to 512 float samples as bytes, and back without losing a bit. The format is
/// `docs/format/chunk.md`.
///
/// Everything is stateless or for one thread. Decoders read bytes of unknown origin: whatever they
/// hold, the answer is samples or a [io.tocsin.kit.CorruptionException].
@NullMarked
package io.tocsin.tsdb.chunk;

import org.jspecify.annotations.NullMarked;
