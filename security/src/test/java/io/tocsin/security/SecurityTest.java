package io.tocsin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogException;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.security.SecurityRefusal.Kind;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityTest {
  private static final Actor ROOT = new Actor("root", Actor.COMMAND);
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(1_790_000_000_000L);
  private Catalog catalog;
  private Security security;

  @BeforeEach
  void open() throws IOException {
    open(SecurityOptions.DEFAULT);
  }

  private void open(SecurityOptions options) throws IOException {
    var registry = new PrometheusRegistry();
    catalog = Catalog.open(folder, List.of(Security.PART), clock, registry);
    var around = new HttpSurroundings(LocalFiles.disk(), clock, "test");
    security = new Security(catalog, options, around, clock, registry);
  }

  private void reopen(SecurityOptions options) throws IOException {
    close();
    open(options);
  }

  @AfterEach
  void close() throws IOException {
    security.close();
    catalog.close();
  }

  private void add(String name, Role role) {
    security.users().add(ROOT, name, role, PASSWORD);
  }

  private Caller check(String name, String password) throws InterruptedException {
    return security.check(name, password, "192.0.2.1");
  }

  private static void assertRefused(Kind kind, Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(SecurityRefusal.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private List<String> actions() {
    return security.audit().find(new AuditEntry.Query(0, "", "", 100)).stream()
        .map(entry -> entry.who() + " " + entry.action() + " " + entry.what())
        .toList();
  }

  @Test
  void aPasswordLetsItsUserInAndNobodyElse() throws Exception {
    assertThat(security.hasUsers()).isFalse();
    add("ann", Role.ADMIN);
    assertThat(security.hasUsers()).isTrue();
    assertThat(check("ann", PASSWORD))
        .isEqualTo(Caller.person("ann", Role.ADMIN, Caller.Kind.LOCAL));
    assertThat(check("ANN", PASSWORD).name()).isEqualTo("ann");
    assertThat(check("ann", PASSWORD + " ")).isNull();
    assertThat(check("ann", "")).isNull();
    assertThat(check("bob", PASSWORD)).isNull();
  }

  @Test
  void nothingOnDiskShowsAPasswordASessionOrAToken() throws Exception {
    add("ann", Role.ADMIN);
    var session = security.begin(check("ann", PASSWORD), "192.0.2.1", "browser");
    var wish = new ApiToken.Wish("ci", Role.EDITOR, Set.of(Scope.WRITE), null);
    var token = security.tokens().add(ROOT, wish);
    close();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain(PASSWORD, session.secret(), token.secret());
        assertThat(text).doesNotContain(token.secret().substring(Tokens.PREFIX.length()));
      }
    }
    open(SecurityOptions.DEFAULT);
    assertThat(check("ann", PASSWORD)).isNotNull();
    assertThat(security.sessions().find(session.secret())).isNotNull();
    assertThat(security.check(token.secret())).isNotNull();
  }

  @Test
  void theFirstUserIsAnAdministratorAndTheLastOneStays() {
    assertRefused(Kind.INVALID, () -> add("bob", Role.EDITOR));
    add("ann", Role.ADMIN);
    add("bob", Role.EDITOR);
    assertRefused(Kind.FORBIDDEN, () -> security.users().role(ROOT, "ann", Role.VIEWER));
    assertRefused(Kind.FORBIDDEN, () -> security.users().remove(ROOT, "ann"));
    assertThat(security.users().find("ann").role()).isEqualTo(Role.ADMIN);
    security.users().role(ROOT, "bob", Role.ADMIN);
    security.users().remove(ROOT, "ann");
    assertThat(security.users().list()).extracting(User::name).containsExactly("bob");
    assertThat(actions())
        .containsExactly(
            "root user.remove ann", "root user.role bob", "root user.add bob", "root user.add ann");
  }

  @Test
  void namesAndPasswordsThatCannotBeUsedAreRefused() {
    add("ann", Role.ADMIN);
    assertRefused(Kind.TAKEN, () -> add("Ann", Role.VIEWER));
    for (var name : List.of("", "a b", "a:b", "-x", "x".repeat(65), "a\n")) {
      assertRefused(Kind.INVALID, () -> add(name, Role.VIEWER));
    }
    assertRefused(Kind.INVALID, () -> security.users().add(ROOT, "bob", Role.VIEWER, "1234567"));
    assertRefused(
        Kind.INVALID, () -> security.users().add(ROOT, "bob", Role.VIEWER, "x".repeat(257)));
    assertRefused(Kind.MISSING, () -> security.users().password(ROOT, "bob", PASSWORD));
    assertRefused(Kind.MISSING, () -> security.users().remove(ROOT, "bob"));
  }

  @Test
  void anotherProcessesUserIsSeenWithinASecond() {
    assertThat(security.users().any()).isFalse();
    catalog.write(rows ->
        rows.change("INSERT INTO security_user (name, role, created) VALUES ('x', 'admin', 1)"));
    assertThat(security.users().any()).isFalse();
    clock.advance(Duration.ofMillis(1001));
    assertThat(security.users().any()).isTrue();
  }

  @Test
  void aSessionEndsWhenItsTimeIsUp() throws Exception {
    add("ann", Role.ADMIN);
    var used = security.begin(check("ann", PASSWORD), "192.0.2.1", "a");
    var idle = security.begin(check("ann", PASSWORD), "192.0.2.1", "b");
    for (int hour = 0; hour < 12; hour++) {
      clock.advance(Duration.ofHours(1));
      assertThat(security.sessions().find(used.secret())).isNotNull();
    }
    assertThat(security.sessions().find(idle.secret())).isNull();
    for (int hour = 12; hour < 719; hour += 11) {
      clock.advance(Duration.ofHours(Math.min(11, 719 - hour)));
      assertThat(security.sessions().find(used.secret())).as("hour %s", hour).isNotNull();
    }
    clock.advance(Duration.ofHours(1));
    assertThat(security.sessions().find(used.secret())).isNull();
    assertThat(security.sessions().list("")).isEmpty();
  }

  @Test
  void aSessionEndsWhenItIsRevokedOrItsUserChanges() throws Exception {
    add("ann", Role.ADMIN);
    add("bob", Role.VIEWER);
    var ann = security.begin(check("ann", PASSWORD), "192.0.2.1", "a");
    var bob = security.begin(check("bob", PASSWORD), "192.0.2.2", "b");
    var sessions = security.sessions();
    long id = sessions.list("bob").getFirst().id();
    assertRefused(Kind.MISSING, () -> sessions.revoke(ROOT, id, "ann"));
    sessions.revoke(ROOT, id, "bob");
    assertThat(sessions.find(bob.secret())).isNull();
    assertThat(sessions.find(ann.secret()).caller().role()).isEqualTo(Role.ADMIN);

    var again = security.begin(check("bob", PASSWORD), "192.0.2.2", "b");
    security.users().role(ROOT, "bob", Role.EDITOR);
    assertThat(sessions.find(again.secret()).caller().role()).isEqualTo(Role.EDITOR);
    security.users().password(ROOT, "bob", PASSWORD + "!");
    assertThat(sessions.find(again.secret())).isNull();
    assertThat(check("bob", PASSWORD)).isNull();

    var third = security.begin(check("bob", PASSWORD + "!"), "192.0.2.2", "b");
    security.users().remove(ROOT, "bob");
    assertThat(sessions.find(third.secret())).isNull();
    sessions.end(ROOT, ann);
    assertThat(sessions.find(ann.secret())).isNull();
    assertThat(sessions.find("nonsense")).isNull();
  }

  @Test
  void onlyAPageOfTheSessionKnowsItsToken() throws Exception {
    add("ann", Role.ADMIN);
    var one = security.begin(check("ann", PASSWORD), "", "");
    var other = security.begin(check("ann", PASSWORD), "", "");
    assertThat(security.sessions().isFromItsPage(one, one.csrf())).isTrue();
    assertThat(security.sessions().isFromItsPage(one, other.csrf())).isFalse();
    assertThat(security.sessions().isFromItsPage(one, "")).isFalse();
    assertThat(one.csrf()).isNotEqualTo(one.secret());
  }

  @Test
  void usersOfAWebConfigurationAreAdministrators() throws Exception {
    var hash = BCrypt.withDefaults().hashToString(4, "bell".toCharArray());
    var plain = SecurityOptions.DEFAULT;
    reopen(with(Map.of("web", hash)));
    assertThat(security.hasUsers()).isTrue();
    var caller = check("web", "bell");
    assertThat(caller).isEqualTo(Caller.person("web", Role.ADMIN, Caller.Kind.WEBCONFIG));
    assertThat(check("web", "bel")).isNull();
    var session = security.begin(caller, "", "");
    assertThat(security.sessions().find(session.secret()).caller()).isEqualTo(caller);
    reopen(with(Map.of("web", BCrypt.withDefaults().hashToString(4, "new".toCharArray()))));
    assertThat(security.sessions().find(session.secret())).isNull();
    reopen(plain);
    assertThat(security.sessions().find(session.secret())).isNull();
  }

  private static SecurityOptions with(Map<String, String> web) {
    var plain = SecurityOptions.DEFAULT;
    return new SecurityOptions(
        web, plain.sessions(), plain.auditMillis(), plain.auditLines(), null);
  }

  @Test
  void aTokenIsBoundedByRoleScopesAndTime() {
    long expires = clock.millis() + 10_000;
    var wish =
        new ApiToken.Wish("agent", Role.EDITOR, EnumSet.of(Scope.WRITE, Scope.READ), expires);
    var made = security.tokens().add(ROOT, wish);
    assertRefused(Kind.TAKEN, () -> security.tokens().add(ROOT, wish));
    var caller = security.check(made.secret());
    assertThat(caller.name()).isEqualTo("agent");
    assertThat(caller.may(new Access(Role.EDITOR, Scope.WRITE))).isTrue();
    assertThat(caller.may(new Access(Role.VIEWER, Scope.READ))).isTrue();
    assertThat(caller.may(new Access(Role.ADMIN, Scope.WRITE))).isFalse();
    assertThat(caller.may(new Access(Role.VIEWER, Scope.ALERTS))).isFalse();
    assertThat(security.check(made.secret() + "x")).isNull();
    assertThat(security.check("")).isNull();
    assertThat(security.tokens().list().getFirst().used()).isEqualTo(clock.millis());
    clock.advance(Duration.ofMillis(10_000));
    assertThat(security.check(made.secret())).isNull();
    assertRefused(Kind.INVALID, () -> security.tokens().add(ROOT, wish));
    security.tokens().revoke(ROOT, made.token().id());
    assertThat(security.tokens().list()).isEmpty();
    assertRefused(Kind.MISSING, () -> security.tokens().revoke(ROOT, made.token().id()));
    assertThat(actions()).containsExactly("root token.revoke agent", "root token.add agent");
  }

  @Test
  void theLinkMakesOneAdministratorOnce() throws Exception {
    var link = security.setupLink().secret();
    assertRefused(Kind.FORBIDDEN, () -> security.setUp("other", "ann", PASSWORD, "192.0.2.1"));
    assertRefused(Kind.INVALID, () -> security.setUp(link, "ann", "short", "192.0.2.1"));
    security.setUp(link, "ann", PASSWORD, "192.0.2.1");
    assertThat(check("ann", PASSWORD).role()).isEqualTo(Role.ADMIN);
    assertRefused(Kind.FORBIDDEN, () -> security.setUp(link, "eve", PASSWORD, "192.0.2.1"));
    assertThat(security.users().list()).hasSize(1);
  }

  @Test
  void guessesAreBoundedByNameAndByAddress() throws Exception {
    add("ann", Role.ADMIN);
    for (int i = 0; i < 10; i++) {
      assertThat(security.check("ann", "guess " + i, "192.0.2." + i)).isNull();
    }
    assertThatThrownBy(() -> security.check("ann", PASSWORD, "192.0.2.77"))
        .isInstanceOfSatisfying(Throttled.class, e -> assertThat(e.seconds()).isBetween(1L, 30L));
    clock.advance(Duration.ofSeconds(30));
    assertThat(security.check("ann", PASSWORD, "192.0.2.77")).isNotNull();
    // who was right lately is let in, whatever others guess
    for (int i = 0; i < 10; i++) {
      assertThat(security.check("ann", "again " + i, "192.0.2." + i)).isNull();
    }
    assertThat(security.check("ann", PASSWORD, "192.0.2.77")).isNotNull();
    assertThat(actions()).filteredOn("ann session.refused ann"::equals).hasSize(10);
  }

  @Test
  void oneAddressGuessesBoundedManyNames() throws Exception {
    var web = BCrypt.withDefaults().hashToString(4, "bell".toCharArray());
    var names = new java.util.HashMap<String, String>();
    for (int i = 0; i < 40; i++) {
      names.put("u" + i, web);
    }
    reopen(with(names));
    int tried = 0;
    try {
      for (; tried < 40; tried++) {
        // neighbours in one IPv6 network count as one
        assertThat(security.check("u" + tried, "no", "2001:db8:1:2:0:0:0:" + tried)).isNull();
      }
    } catch (Throttled expected) {
      assertThat(expected.seconds()).isPositive();
    }
    assertThat(tried).isEqualTo(30);
    assertThat(security.check("u1", "bell", "2001:db8:1:3:0:0:0:1")).isNotNull();
  }

  @Test
  void theAuditLogIsNotChangedAndLosesItsOldestLines() throws Exception {
    reopen(new SecurityOptions(Map.of(), SecurityOptions.DEFAULT.sessions(), 86_400_000L, 5, null));
    for (int i = 0; i < 4; i++) {
      security.audit().record("ann", "thing.change", "t" + i, "x".repeat(2000));
      clock.advance(Duration.ofHours(10));
    }
    assertThatThrownBy(
            () -> catalog.write(rows -> rows.change("UPDATE security_audit SET who = 'eve'")))
        .isInstanceOf(CatalogException.class);
    assertThatThrownBy(
            () -> catalog.write(rows -> rows.change("DELETE FROM security_audit WHERE id = 3")))
        .isInstanceOf(CatalogException.class);
    assertThat(actions()).hasSize(4);
    security.pruneNow();
    assertThat(actions()).containsExactly("ann thing.change t3", "ann thing.change t2");
    for (int i = 4; i < 14; i++) {
      security.audit().record("bob", "thing.make", "t" + i, "");
    }
    security.pruneNow();
    assertThat(actions()).hasSize(5).first().isEqualTo("bob thing.make t13");
    var lines = security.audit().find(new AuditEntry.Query(0, "bob", "thing.", 2));
    assertThat(lines).extracting(AuditEntry::what).containsExactly("t13", "t12");
    var next = new AuditEntry.Query(lines.getLast().id(), "", "", 1);
    assertThat(security.audit().find(next)).extracting(AuditEntry::what).containsExactly("t11");
  }
}
