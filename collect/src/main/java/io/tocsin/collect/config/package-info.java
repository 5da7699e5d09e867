/// What a `prometheus.yml` says, as records, and the readers that make them. The readers know every
/// key of Prometheus' configuration: what is misspelt is refused, what is not acted on is warned
/// of. Records are immutable; readers are for one thread.
@NullMarked
package io.tocsin.collect.config;

import org.jspecify.annotations.NullMarked;
