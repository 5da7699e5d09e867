/// How well names and values fit what is looked for, for completion as one types. Scores are those
/// of Prometheus 3.14, because clients sort by them. Everything here is immutable.
@NullMarked
package io.tocsin.api.search;

import org.jspecify.annotations.NullMarked;
