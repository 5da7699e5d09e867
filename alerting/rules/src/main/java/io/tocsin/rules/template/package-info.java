/// The templates in an alert's labels and annotations: the functions that Prometheus gives them and
/// what they can speak of. Expansions share nothing but parsed texts; safe for many threads.
@NullMarked
package io.tocsin.rules.template;

import org.jspecify.annotations.NullMarked;
