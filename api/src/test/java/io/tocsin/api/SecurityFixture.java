package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.security.Actor;
import io.tocsin.security.ApiToken;
import io.tocsin.security.Role;
import io.tocsin.security.Scope;
import io.tocsin.security.Security;
import io.tocsin.security.SecurityOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Users and tokens in a catalog of their own.
final class SecurityFixture implements Closeable {
  static final String PASSWORD = "correct horse";
  private static final Actor ROOT = new Actor("root", Actor.COMMAND);

  final Catalog catalog;
  final Security security;

  SecurityFixture(Path folder, Map<String, String> webUsers) throws IOException {
    var clock = Clock.system();
    var registry = new PrometheusRegistry();
    catalog = Catalog.open(folder, List.of(Security.PART), clock, registry);
    var plain = SecurityOptions.DEFAULT;
    var options =
        new SecurityOptions(
            webUsers, plain.sessions(), plain.auditMillis(), plain.auditLines(), null);
    var around = new HttpSurroundings(LocalFiles.disk(), clock, "test");
    security = new Security(catalog, options, around, clock, registry);
  }

  void addUsers() {
    security.users().add(ROOT, "admin", Role.ADMIN, PASSWORD);
    security.users().add(ROOT, "editor", Role.EDITOR, PASSWORD);
    security.users().add(ROOT, "viewer", Role.VIEWER, PASSWORD);
  }

  String token(Role role, Scope scope) {
    var wish = new ApiToken.Wish(role.word() + " " + scope.word(), role, Set.of(scope), null);
    return security.tokens().add(ROOT, wish).secret();
  }

  static String basic(String name) {
    return basic(name, PASSWORD);
  }

  static String basic(String name, String password) {
    var bytes = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() throws IOException {
    security.close();
    catalog.close();
  }
}
