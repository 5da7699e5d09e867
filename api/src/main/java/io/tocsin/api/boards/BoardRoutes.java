package io.tocsin.api.boards;

import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Route;
import io.tocsin.api.live.Live;
import io.tocsin.api.prometheus.Envelope;
import java.util.ArrayList;
import java.util.List;

/// The routes below `/api/v1/dashboards` and `/api/v1/snapshots`.
public final class BoardRoutes {
  private static final String BOARDS = "/api/v1/dashboards";
  private static final String BOARD = BOARDS + "/{uid}";
  private static final String SNAPSHOTS = "/api/v1/snapshots";

  private final List<Route> routes = new ArrayList<>();
  private final Cors cors;

  private BoardRoutes(Cors cors) {
    this.cors = cors;
  }

  /// Returns the routes.
  ///
  /// @param live hears of changes
  public static List<Route> of(
      BoardLibrary library, SnapshotStore snapshots, Live live, Cors cors) {
    var routes = new BoardRoutes(cors);
    routes.boards(new BoardEndpoints(library, live));
    routes.snapshots(new SnapshotEndpoints(snapshots));
    return List.copyOf(routes.routes);
  }

  private void get(String path, String what, Envelope.Call call, String names) {
    routes.add(Route.reading("GET", path, what, Envelope.of(call, cors)).with(names));
  }

  private void change(String method, String path, String what, Envelope.Call call, String names) {
    routes.add(Route.changing(method, path, what, Envelope.of(call, cors)).with(names));
  }

  private void boards(BoardEndpoints boards) {
    get(BOARDS, "lists dashboards", boards::list, "search tag folder deleted");
    change("POST", BOARDS, "saves a new dashboard", boards::create, "folder message");
    change(
        "POST",
        BOARDS + "/import",
        "reads a dashboard of Grafana or of the own form, and says what is left out",
        boards::take,
        "save folder uid overwrite");
    get(BOARD, "shows a dashboard", boards::show, "version");
    change("PUT", BOARD, "saves a dashboard", boards::save, "folder message version");
    change("DELETE", BOARD, "deletes a dashboard, which is kept for 30 days", boards::delete, "");
    change("POST", BOARD + "/undelete", "takes a deleted dashboard back", boards::undelete, "");
    get(BOARD + "/versions", "lists the versions of a dashboard", boards::versions, "");
    change("POST", BOARD + "/restore", "makes an old version the newest", boards::restore, "");
    change(
        "PUT", BOARD + "/star", "stars a dashboard", exchange -> boards.star(exchange, true), "");
    change(
        "DELETE",
        BOARD + "/star",
        "takes the star away",
        exchange -> boards.star(exchange, false),
        "");
    get(BOARD + "/export", "gives a dashboard as a file", boards::give, "format version");
  }

  private void snapshots(SnapshotEndpoints snapshots) {
    get(SNAPSHOTS, "lists frozen pages", snapshots::list, "");
    change("POST", SNAPSHOTS, "freezes a page", snapshots::create, "");
    get(SNAPSHOTS + "/{id}", "shows a frozen page", snapshots::show, "");
    change("DELETE", SNAPSHOTS + "/{id}", "deletes a frozen page", snapshots::delete, "");
  }
}
