/// The services that people read alerts in, one class each: which keys its configuration has, and
/// which requests a notification becomes. Facts of each are Alertmanager 0.34's documentation and
/// the services' own.
///
/// A [ServiceSpec] is immutable and is what a configuration says, with defaults filled in and
/// checked; it makes requests by a [Delivery], which expands templates, reveals secrets, sends, and
/// remembers what was said for the outbox without any secret.
@NullMarked
package io.tocsin.notify.services;

import org.jspecify.annotations.NullMarked;
