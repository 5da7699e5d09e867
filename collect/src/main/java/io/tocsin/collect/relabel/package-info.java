/// Rewriting of label sets by rules, as `relabel_configs` and `metric_relabel_configs` ask for it.
/// Rules are immutable and shared by all threads.
@NullMarked
package io.tocsin.collect.relabel;

import org.jspecify.annotations.NullMarked;
