/// Measures Tocsin and its peers side by side: the same load, the same machine, one after the other
/// in one run.
///
/// What is measured is always a whole process seen from outside: CPU-seconds, resident memory and
/// disk from the operating system, answers over HTTP. The load generator and the scrape farm are
/// processes of their own, so their cost never counts for a measured one. Every load is bounded in
/// series, samples, requests and time.
///
/// Threads: one thread drives a scenario; a remote-write load has one more per connection, and the
/// scrape farm is one selector thread in its own process.
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
