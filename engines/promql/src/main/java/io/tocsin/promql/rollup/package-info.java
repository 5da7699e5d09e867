/// Functions over range vectors: from the samples of one series to one value per window.
///
/// Samples are in columns ([Run]), windows in two arrays of positions, results in an array with one
/// entry per step ([Cell]). Kernels slide where that gives the same answer as walking through every
/// window; sums are walked through, because they have to agree with Prometheus to the last bit. An
/// object serves one node of one query on one thread and may keep scratch space.
@NullMarked
package io.tocsin.promql.rollup;

import org.jspecify.annotations.NullMarked;
