/// The texts of notifications: Alertmanager's template functions, what its templates can speak of,
/// and templates under the names of its default ones. Safe for many threads.
@NullMarked
package io.tocsin.notify.template;

import org.jspecify.annotations.NullMarked;
