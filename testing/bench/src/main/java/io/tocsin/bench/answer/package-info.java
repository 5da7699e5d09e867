/// What comes back from a measured process, and how two answers differ.
///
/// Threads: values that do not change.
@NullMarked
package io.tocsin.bench.answer;

import org.jspecify.annotations.NullMarked;
