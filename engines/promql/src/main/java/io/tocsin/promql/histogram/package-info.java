/// Calculations with native histograms: sums and differences, counter resets, quantiles, trimming.
///
/// Histograms are immutable values of `model`; a [Tally] is the mutable one that sums are made in,
/// and hands out histograms that share the layout of what was added as long as that did not change.
/// The order of floating-point operations is Prometheus', so that results agree.
///
/// Everything here serves one query on one thread.
@NullMarked
package io.tocsin.promql.histogram;

import org.jspecify.annotations.NullMarked;
