package io.tocsin.api.ui;

import io.tocsin.api.ApiParts;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Route;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.api.prometheus.Questions;
import java.util.List;

/// The routes below `/api/ui`.
public final class UiRoutes {
  /// One query that takes long shall not keep the others waiting, and more at once than this would
  /// only make all of them late.
  private static final int ABOVE_PROCESSORS = 2;

  private UiRoutes() {}

  public static List<Route> of(ApiParts parts, HttpOptions options) {
    var batch =
        new BatchEndpoint(
            new Questions(parts, options.queries()),
            new BatchMetrics(parts.metrics()),
            Runtime.getRuntime().availableProcessors() + ABOVE_PROCESSORS);
    var cors = new Cors(options.outside().corsOrigin());
    return List.of(
        Route.reading(
            "POST",
            "/api/ui/batch",
            "answers many queries, a line of JSON for each as it ends",
            Envelope.of(batch::answer, cors)));
  }
}
