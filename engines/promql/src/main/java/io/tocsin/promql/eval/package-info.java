/// Evaluation of a syntax tree over a store: the walk over the tree, selectors, operators and
/// function families, from [Scope] in to [Answers] out.
///
/// A node of type vector becomes a block, a scalar one value per step, and whatever is the same at
/// all steps is evaluated at one of them. Everything here serves one query on one thread.
@NullMarked
package io.tocsin.promql.eval;

import org.jspecify.annotations.NullMarked;
