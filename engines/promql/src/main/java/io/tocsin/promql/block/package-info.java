/// Vectors at many steps, in columns: a [Block] is series by steps, read row by row.
///
/// Most blocks are lazy: reading a row of `abs(rate(x[5m]))` decodes one series, slides one window
/// over it and maps the result in place, so that `sum by (job) (...)` around it never holds more
/// than its groups. What needs many series at one step (joins, `topk`, histograms) holds a [Table]
/// and pays for it from the query's [Budget].
///
/// Why NaN bits and no bitmaps for missing values? One array to read, write and pass on; the bits
/// are those of the staleness marker, which by definition is never a value.
///
/// Everything here serves one query on one thread.
@NullMarked
package io.tocsin.promql.block;

import org.jspecify.annotations.NullMarked;
