/// Relational state: users, dashboards and whatever else people change by hand, in one SQLite file.
///
/// A store on it is a [io.tocsin.catalog.CatalogPart], which brings the migrations of its tables,
/// and tasks that run in [io.tocsin.catalog.Catalog#read] and [io.tocsin.catalog.Catalog#write].
///
/// Invariants: what `write` returned from survives the end of the process and of the machine; a
/// task that throws leaves nothing behind; a reader sees the state of one moment; a file that is
/// damaged, or of a later version, is refused and left as it is.
///
/// Threads: everything public is safe for use by many threads. One of them writes at a time, a few
/// read beside it.
@NullMarked
package io.tocsin.catalog;

import org.jspecify.annotations.NullMarked;
