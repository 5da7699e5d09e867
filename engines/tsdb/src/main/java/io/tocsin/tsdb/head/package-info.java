/// The newest samples, in native memory.
///
/// Invariants: nothing per series on the Java heap but dense primitive columns; a sealed chunk
/// never spans two block windows; samples of a series ascend in time, but for those that came late.
/// Threads: [Head] is safe for many threads; everything else is guarded by its two locks (labels,
/// samples).
@NullMarked
package io.tocsin.tsdb.head;

import org.jspecify.annotations.NullMarked;
