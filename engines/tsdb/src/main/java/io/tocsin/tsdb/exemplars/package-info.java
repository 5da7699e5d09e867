/// Exemplars: a bounded ring in memory, in the order in which they came, with a chain by time for
/// each series. What comes when the ring is full takes the place of what came first.
///
/// Series are named by their labels, so that an exemplar outlives its series in the head. Labels
/// are kept as bytes, everything else in columns. [ExemplarStore] is safe for use by many threads;
/// the others are for one, or immutable. Payloads are those of `docs/format/wal.md`.
@NullMarked
package io.tocsin.tsdb.exemplars;

import org.jspecify.annotations.NullMarked;
