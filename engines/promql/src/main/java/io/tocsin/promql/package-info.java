/// PromQL as of Prometheus 3.14: text to syntax tree, tree to columns over series and steps, and
/// the script language its tests are written in.
///
/// An expression is immutable; a query runs on the thread that asks. Source for the language:
/// Prometheus' documentation, `docs/querying`.
@NullMarked
package io.tocsin.promql;

import org.jspecify.annotations.NullMarked;
