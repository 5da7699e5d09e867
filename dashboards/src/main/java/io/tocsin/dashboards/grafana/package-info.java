/// Grafana's JSON, schema 8 to 42: read into the own model ([GrafanaImport]).
///
/// A [Source] notes what was read of an object. What nobody read, or what the model has no place
/// for, is dropped and said, and its panel does not count as rendered; what has no visible effect
/// is passed over by name. Old forms (`legacy`) become the newest before they are read, as Grafana
/// does it. For one thread each; no state is shared.
@NullMarked
package io.tocsin.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
