/// Queries while they run: the list of them, how one is ended from outside, and the word in the log
/// on those that took long. [RunningQueries] is for any thread; each query belongs to the thread
/// that runs it.
@NullMarked
package io.tocsin.promql.running;

import org.jspecify.annotations.NullMarked;
