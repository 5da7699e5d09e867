/// The own model written as Grafana's JSON ([GrafanaBoard]): what `grafana` reads, the other way
/// round. Pure functions of trees, safe for many threads.
@NullMarked
package io.tocsin.dashboards.export;

import org.jspecify.annotations.NullMarked;
