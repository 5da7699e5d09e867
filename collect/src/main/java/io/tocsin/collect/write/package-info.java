/// Prometheus remote write 1.0: from a compressed body to a committed transaction of samples,
/// native histograms, exemplars and metadata.
///
/// A body is decompressed into a pooled buffer and walked in place; nothing is made per sample.
/// Label bytes are hashed with a secret key and looked up in a bounded cache, so that label sets
/// are decoded and checked once per series and not once per request. Safe for use by many threads:
/// each request has a transaction and a buffer of its own, the cache is locked in parts.
@NullMarked
package io.tocsin.collect.write;

import org.jspecify.annotations.NullMarked;
