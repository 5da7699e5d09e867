/// What the built-in benchmark is made of: a clock that follows made-up samples, and timed reads.
/// For one thread.
@NullMarked
package io.tocsin.tsdb.bench;

import org.jspecify.annotations.NullMarked;
