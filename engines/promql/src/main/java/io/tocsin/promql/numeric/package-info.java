/// Arithmetic on plain numbers, with Prometheus' order of operations so that results agree.
@NullMarked
package io.tocsin.promql.numeric;

import org.jspecify.annotations.NullMarked;
