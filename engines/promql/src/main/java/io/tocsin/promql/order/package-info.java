/// Which series come first, and which are picked.
@NullMarked
package io.tocsin.promql.order;

import org.jspecify.annotations.NullMarked;
