/// Alertmanager's API v2 as its published description has it: the same paths, the same JSON, the
/// same statuses and the same words when a request is refused. Every request runs on a thread of
/// its own; what is asked is safe for use by many.
@NullMarked
package io.tocsin.api.alertmanager;

import org.jspecify.annotations.NullMarked;
