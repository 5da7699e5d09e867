/// Scraping: one loop on a virtual thread per target, with its own connection, and buffers that are
/// borrowed from a shared pool only while a response is read.
///
/// A target's known lines live in a [io.tocsin.collect.scrape.ScrapeCache]: the usual line is the
/// one that followed the same line last time, so it is compared and neither scanned nor hashed.
/// Targets that expose the same lines share one copy of the text.
@NullMarked
package io.tocsin.collect.scrape;

import org.jspecify.annotations.NullMarked;
