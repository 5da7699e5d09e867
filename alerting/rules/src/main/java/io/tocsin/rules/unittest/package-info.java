/// Unit tests of rules: a file of series, times and expectations, run against rules as they will be
/// loaded. Nothing is shared between tests; for any thread.
@NullMarked
package io.tocsin.rules.unittest;

import org.jspecify.annotations.NullMarked;
