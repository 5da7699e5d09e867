/// Conditions in plain language, such as `error_rate > 5% for 5 minutes`: text to tokens, tokens to
/// a sealed tree of clauses, the tree and a catalogue of names to PromQL. Every refusal carries the
/// column where it stands, what was found there and what was expected.
///
/// Everything here is immutable or used by one thread.
@NullMarked
package io.tocsin.rules.condition;

import org.jspecify.annotations.NullMarked;
