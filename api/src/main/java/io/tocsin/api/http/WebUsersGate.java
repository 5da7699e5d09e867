package io.tocsin.api.http;

import io.tocsin.security.WebUsers;

/// Lets in the users of a web configuration file, by basic authentication; everybody where there
/// are none.
public final class WebUsersGate implements Gate {
  private final WebUsers users;

  public WebUsersGate(WebUsers users) {
    this.users = users;
  }

  @Override
  public boolean admits(Exchange exchange, Route route) throws InterruptedException {
    if (users.isEmpty()) {
      return true;
    }
    var shown = Credentials.of(exchange.header("Authorization"));
    var caller =
        shown instanceof Credentials.Basic basic
            ? users.check(basic.name(), basic.password())
            : null;
    if (caller == null) {
      exchange.set("WWW-Authenticate", "Basic");
      exchange.sendText(401, "Unauthorized\n");
      return false;
    }
    exchange.caller(caller);
    return true;
  }
}
