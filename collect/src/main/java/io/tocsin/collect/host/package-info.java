/// The metrics of this host and of this process, under the names of Prometheus' node_exporter and
/// client libraries, so that dashboards made for those work.
///
/// Each part reads one or a few files below an injected root, and one that fails leaves the others
/// alone: `node_scrape_collector_success` says which did. For one thread; a pass takes a few
/// milliseconds and keeps nothing open.
@NullMarked
package io.tocsin.collect.host;

import org.jspecify.annotations.NullMarked;
