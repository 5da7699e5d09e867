package io.tocsin.collect.scrape;

import io.tocsin.http.Authorizer;
import io.tocsin.http.Connector;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.SecretReader;

/// How the targets of one pool are reached. Safe for use by many threads.
record ScrapeAccess(
    HttpSettings http, SecretReader secrets, Connector connector, Authorizer authorizer) {
  static ScrapeAccess of(HttpSettings http, ScrapeEnvironment environment) {
    var surroundings =
        new HttpSurroundings(environment.files(), environment.clock(), environment.userAgent());
    var secrets = surroundings.secrets();
    return new ScrapeAccess(
        http, secrets, new Connector(http, secrets), new Authorizer(http, surroundings));
  }
}
