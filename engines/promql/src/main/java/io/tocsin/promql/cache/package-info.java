/// Answers of range queries, kept so that a dashboard's refresh evaluates only what is new.
///
/// Nothing here guesses: a kept answer is used where the uncached one would be the same to the last
/// bit. That needs four things. The expression must be one of those whose value at a step depends
/// on samples alone ([Locality]). The store says from which time on samples have changed
/// ([io.tocsin.model.ChangeJournal]), and steps that look further are evaluated anew. The order in
/// which series are added up must be the one of a whole evaluation, so the rest is evaluated over
/// the series of the whole range, and the places they come from must not have changed
/// ([io.tocsin.model.SeriesSet#order]). And notes must be such as can be joined.
///
/// [RangeCache] is for many threads; everything else serves one query on one thread.
@NullMarked
package io.tocsin.promql.cache;

import org.jspecify.annotations.NullMarked;
