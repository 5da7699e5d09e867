/// The text formats of metrics: one cursor over the bytes of a body, and the rules of good metrics.
///
/// A parser belongs to one thread and makes nothing per sample; label sets and strings come from
/// the slow path, asked for once per new series. Malformed input throws
/// [io.tocsin.collect.exposition.ExpositionException] and nothing else.
@NullMarked
package io.tocsin.collect.exposition;

import org.jspecify.annotations.NullMarked;
