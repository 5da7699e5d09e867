/// The loads themselves: recorded scrapes and how they are replayed, latency histograms and how
/// they are drawn, the protobuf that carries both.
///
/// Everything here is decided by its inputs and a seed, so that each peer is given the same
/// samples; only [ScrapeFarm] and [NotificationSink] open sockets.
///
/// Threads: nothing is shared between threads, unless a type says so.
@NullMarked
package io.tocsin.bench.load;

import org.jspecify.annotations.NullMarked;
