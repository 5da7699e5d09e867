/// Deployments, changes and whatever else happens: kept within bounds, found by time, kind and
/// labels, told as alerts of the lowest severity. Files are those of docs/format/events.md.
///
/// All of it is in memory; a change is on disk before it is known. Any thread may call.
@NullMarked
package io.tocsin.notify.events;

import org.jspecify.annotations.NullMarked;
