/// Prometheus' HTTP API: decoding of parameters, the endpoints, and encoding of results, each
/// apart. The words of errors and answers are those of Prometheus 3.14, because clients compare
/// them.
@NullMarked
package io.tocsin.api.prometheus;

import org.jspecify.annotations.NullMarked;
