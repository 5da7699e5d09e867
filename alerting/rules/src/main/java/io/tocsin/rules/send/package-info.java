/// Sending of alerts to Alertmanagers outside of this process.
///
/// A queue is guarded by its own lock, and its Alertmanager asked by one virtual thread. The
/// metrics have the names of Prometheus' own.
@NullMarked
package io.tocsin.rules.send;

import org.jspecify.annotations.NullMarked;
