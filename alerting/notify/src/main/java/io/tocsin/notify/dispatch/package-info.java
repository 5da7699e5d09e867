/// From alerts to integrations: what is known of alerts, inhibition, groups and their flushes,
/// retries. Behaves as Alertmanager 0.34 does, whose sources are the reference for every rule here.
///
/// Threads: whoever tells alerts does the routing; one thread keeps the times ([Timers]); each
/// attempt to send has a virtual thread of its own. Nothing here waits for a receiver while it
/// holds a lock. Why callbacks instead of one thread per group? A test can then play a day on one
/// thread, and ten thousand groups cost no more than their alerts.
@NullMarked
package io.tocsin.notify.dispatch;

import org.jspecify.annotations.NullMarked;
