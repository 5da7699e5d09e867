/// What a dashboard may hold: a [Shape] read from the one text that the pages are typed by too
/// (`model.ts`), a strict reader of it, a tolerant one for what an import made, and the writers.
///
/// A tree is made of `String`, `BigDecimal` (as [Trees#number] makes it), `Boolean`, `List`, `Map`
/// with text keys in order, and [Nothing#NULL]. Trees that leave this package are not changed any
/// more. Everything is safe for many threads once made.
@NullMarked
package io.tocsin.dashboards.shape;

import org.jspecify.annotations.NullMarked;
