/// From alerts to receivers: routes, groups, inhibition, silences, time intervals, notifications
/// and what is remembered of them.
@NullMarked
package io.tocsin.notify;

import org.jspecify.annotations.NullMarked;
