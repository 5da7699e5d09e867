/// Kinds of rules that compile to ordinary ones: spikes, growth and shrinking, absence and
/// heartbeats, repeated failures of one thing.
@NullMarked
package io.tocsin.rules.kind;

import org.jspecify.annotations.NullMarked;
