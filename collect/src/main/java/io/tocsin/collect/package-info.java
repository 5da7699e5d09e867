/// How samples come in: discovery of targets, relabelling, scraping, pushed formats, and the host's
/// and this process's own metrics. Everything is written through the ports of `model`.
///
/// Each target has a loop on a virtual thread of its own; configuration is swapped as a whole.
@NullMarked
package io.tocsin.collect;

import org.jspecify.annotations.NullMarked;
