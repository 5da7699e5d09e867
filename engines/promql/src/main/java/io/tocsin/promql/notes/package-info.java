/// What a query's asker should know about its answer, in Prometheus' words and with the place in
/// the query that it is about.
///
/// Everything here serves one query on one thread.
@NullMarked
package io.tocsin.promql.notes;

import org.jspecify.annotations.NullMarked;
