package io.tocsin.api.access;

import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Route;
import io.tocsin.security.Security;
import java.util.List;

/// The routes of sessions, users, tokens and the audit log.
public final class AccessRoutes {
  private static final String BASE = "/api/v1";

  private AccessRoutes() {}

  public static List<Route> of(Security security) {
    var sessions = new SessionEndpoints(security);
    var users = new UserEndpoints(security);
    var tokens = new TokenEndpoints(security);
    var audit = new AuditEndpoint(security);
    var oidc = new OidcEndpoints(security);
    return List.of(
        get("/session", "tells who asks, and how to sign in", sessions::show),
        change("POST", "/session", "signs in", sessions::signIn),
        change("DELETE", "/session", "signs out", sessions::signOut),
        change("POST", "/setup", "makes the first administrator", sessions::setUp),
        get("/sessions", "lists where users have signed in", sessions::list).with("user"),
        change("DELETE", "/sessions/{id}", "ends a session", sessions::revoke),
        get("/users", "lists users", users::list),
        change("POST", "/users", "adds a user", users::add),
        change("PUT", "/users/{name}", "gives a user another role", users::change),
        change("DELETE", "/users/{name}", "removes a user", users::remove),
        change("PUT", "/users/{name}/password", "changes a password", users::password),
        get("/tokens", "lists tokens", tokens::list),
        change("POST", "/tokens", "makes a token", tokens::add),
        change("DELETE", "/tokens/{id}", "takes a token away", tokens::revoke),
        get("/audit", "lists who changed what", audit::list).with("limit before user action"),
        Route.reading("GET", "/oidc/start", "leads to the OpenID provider", oidc::start)
            .with("next"),
        Route.reading("GET", "/oidc/callback", "comes back from it", oidc::callback)
            .with("code state iss error"));
  }

  private static Route get(String path, String what, Endpoint endpoint) {
    return Route.reading("GET", BASE + path, what, Answers.of(endpoint));
  }

  private static Route change(String method, String path, String what, Endpoint endpoint) {
    return Route.changing(method, BASE + path, what, Answers.of(endpoint));
  }
}
