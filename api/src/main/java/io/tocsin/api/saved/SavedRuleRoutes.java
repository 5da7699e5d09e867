package io.tocsin.api.saved;

import io.tocsin.api.RuleControl;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Route;
import io.tocsin.api.live.Live;
import io.tocsin.api.prometheus.Envelope;
import java.util.List;

/// The routes of saved rules.
public final class SavedRuleRoutes {
  private static final String SAVED = "/api/v1/rules/saved";
  private static final String ONE = SAVED + "/{name}";

  private SavedRuleRoutes() {}

  /// Returns the routes.
  ///
  /// @param live hears of changes
  public static List<Route> of(SavedRuleStore store, RuleControl rules, Live live, Cors cors) {
    var saved = new SavedRuleEndpoints(store, rules, live);
    return List.of(
        Route.reading("GET", SAVED, "lists saved rules", Envelope.of(saved::list, cors)),
        Route.reading("GET", ONE, "shows saved rules", Envelope.of(saved::show, cors)),
        Route.changing("PUT", ONE, "saves rules", Envelope.of(saved::save, cors)),
        Route.changing("DELETE", ONE, "deletes saved rules", Envelope.of(saved::delete, cors)),
        Route.reading(
            "GET",
            ONE + "/versions",
            "lists the versions of saved rules",
            Envelope.of(saved::versions, cors)),
        Route.reading(
            "POST",
            "/api/v1/rules/check",
            "says what is wrong with rules",
            Envelope.of(saved::check, cors)));
  }
}
