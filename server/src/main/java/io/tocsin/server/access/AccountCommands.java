package io.tocsin.server.access;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.security.Actor;
import io.tocsin.security.ApiToken;
import io.tocsin.security.Role;
import io.tocsin.security.Scope;
import io.tocsin.security.Security;
import io.tocsin.security.SecurityOptions;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import io.tocsin.server.UsageException;
import io.tocsin.server.backup.Place;
import io.tocsin.server.backup.Restore;
import io.tocsin.server.backup.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `tocsin users` and `tocsin tokens`: on a data directory, whether a server has it open or not. A
/// server sees each change with the next request.
public final class AccountCommands {
  private static final Option DATA = Option.of("data", "DIR", "data directory (default data)");
  private static final Option ROLE = Option.of("role", "ROLE", "viewer (default), editor or admin");
  private static final Option SCOPES =
      Option.of(
          "scopes", "NAMES", "what it is for: read (default), write, alerts, edit, admin, as a,b");
  private static final Option EXPIRES =
      Option.of("expires", "DURATION", "until it ends by itself, as 90d (default never)");

  private AccountCommands() {}

  /// Returns the commands.
  public static List<Command> all() {
    return List.of(
        new Command(
            "users list",
            "",
            "Lists the users of a data directory",
            List.of(DATA),
            on(false, AccountCommands::list)),
        new Command(
            "users add",
            "NAME",
            "Adds a user, with a password that is asked for, or read from standard input",
            List.of(DATA, ROLE),
            on(true, AccountCommands::add)),
        new Command(
            "users role",
            "NAME",
            "Gives a user another role",
            List.of(DATA, ROLE),
            on(false, AccountCommands::role)),
        new Command(
            "users password",
            "NAME",
            "Gives a user another password and ends the user's sessions",
            List.of(DATA),
            on(false, AccountCommands::password)),
        new Command(
            "users remove",
            "NAME",
            "Removes a user",
            List.of(DATA),
            on(false, AccountCommands::remove)),
        new Command(
            "tokens list",
            "",
            "Lists the API tokens of a data directory",
            List.of(DATA),
            on(false, AccountCommands::tokens)),
        new Command(
            "tokens add",
            "NAME",
            "Makes an API token and prints it, this once",
            List.of(DATA, ROLE, SCOPES, EXPIRES),
            on(false, AccountCommands::addToken)),
        new Command(
            "tokens revoke",
            "NAME",
            "Takes an API token away",
            List.of(DATA),
            on(false, AccountCommands::revokeToken)));
  }

  /// What a command does with the users of a data directory.
  private interface Work {
    void run(Security security, Arguments arguments, Console console)
        throws IOException, InterruptedException;
  }

  /// @param makes whether the data directory may be missing
  private static Command.Action on(boolean makes, Work work) {
    return (arguments, console) -> {
      var data = Path.of(arguments.value("data", "data"));
      if (!makes && !Files.isDirectory(data)) {
        throw new UsageException(data + ": no such directory (expected: a data directory)");
      }
      Restore.refuseUnfinished(Place.of(data));
      var clock = Clock.system();
      var metrics = new PrometheusRegistry();
      var folder = data.resolve(Stores.CATALOG);
      var around = new HttpSurroundings(LocalFiles.disk(), clock, "Tocsin");
      try (var catalog = Catalog.open(folder, Accounts.PARTS, clock, metrics);
          var security = new Security(catalog, SecurityOptions.DEFAULT, around, clock, metrics)) {
        work.run(security, arguments, console);
        return 0;
      }
    };
  }

  private static Actor actor() {
    return new Actor(System.getProperty("user.name", "?"), Actor.COMMAND);
  }

  private static String name(Arguments arguments) {
    if (arguments.operands().size() != 1) {
      throw new UsageException(arguments.operands().size() + " operands (expected: one, a name)");
    }
    return arguments.operands().getFirst();
  }

  private static void list(Security security, Arguments arguments, Console console) {
    console.out().printf("%-24s %-8s %-8s %s%n", "NAME", "ROLE", "KIND", "LAST SIGN-IN");
    for (var user : security.users().list()) {
      console
          .out()
          .printf(
              "%-24s %-8s %-8s %s%n",
              user.name(),
              user.role().word(),
              user.kind().name().toLowerCase(java.util.Locale.ROOT),
              time(user.lastSeen(), "never"));
    }
  }

  private static String time(@Nullable Long millis, String otherwise) {
    return millis == null ? otherwise : Instant.ofEpochSecond(millis / 1000).toString();
  }

  private static Role role(Arguments arguments) {
    return Role.parse(arguments.value("role", "viewer"));
  }

  private static void add(Security security, Arguments arguments, Console console)
      throws IOException {
    var name = name(arguments);
    var role = role(arguments);
    security.users().add(actor(), name, role, readPassword(console));
    console.out().println(name + ": added as " + role.word());
  }

  private static void role(Security security, Arguments arguments, Console console) {
    var name = name(arguments);
    if (!arguments.has("role")) {
      throw new UsageException("role: none (expected: --role viewer, editor or admin)");
    }
    security.users().role(actor(), name, role(arguments));
    console.out().println(name + ": " + role(arguments).word() + " now");
  }

  private static void password(Security security, Arguments arguments, Console console)
      throws IOException {
    var name = name(arguments);
    security.users().password(actor(), name, readPassword(console));
    console.out().println(name + ": password changed, sessions ended");
  }

  /// Asks at a terminal without showing what is typed; otherwise takes the first line.
  @SuppressWarnings("SystemConsoleNull") // its own description still says that there may be none
  private static String readPassword(Console console) throws IOException {
    var terminal = System.console();
    if (console.isOfProcess() && terminal != null && terminal.isTerminal()) {
      var typed = terminal.readPassword("Password: ");
      var again = terminal.readPassword("Again: ");
      if (typed == null || again == null || !new String(typed).equals(new String(again))) {
        throw new UsageException("password: not the same twice (expected: the same twice)");
      }
      return new String(typed);
    }
    var lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    var line = lines.readLine();
    if (line == null) {
      throw new UsageException("password: none (expected: one on standard input)");
    }
    return line;
  }

  private static void remove(Security security, Arguments arguments, Console console) {
    var name = name(arguments);
    security.users().remove(actor(), name);
    console.out().println(name + ": removed");
  }

  private static void tokens(Security security, Arguments arguments, Console console) {
    console
        .out()
        .printf("%-24s %-8s %-24s %-21s %s%n", "NAME", "ROLE", "SCOPES", "EXPIRES", "LAST USED");
    for (var token : security.tokens().list()) {
      var scopes = String.join(",", token.scopes().stream().sorted().map(Scope::word).toList());
      console
          .out()
          .printf(
              "%-24s %-8s %-24s %-21s %s%n",
              token.name(),
              token.role().word(),
              scopes,
              time(token.expires(), "never"),
              time(token.used(), "never"));
    }
  }

  private static void addToken(Security security, Arguments arguments, Console console) {
    var name = name(arguments);
    var scopes = Scope.parse(List.of(arguments.value("scopes", "read").split(",", -1)));
    var wish = new ApiToken.Wish(name, role(arguments), scopes, expires(arguments));
    console.out().println(security.tokens().add(actor(), wish).secret());
  }

  private static @Nullable Long expires(Arguments arguments) {
    if (!arguments.has("expires")) {
      return null;
    }
    var text = arguments.value("expires", "");
    try {
      return Clock.system().millis() + Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("expires: " + text + " (expected: a duration, as in 90d)");
    }
  }

  private static void revokeToken(Security security, Arguments arguments, Console console) {
    var name = name(arguments);
    var token =
        security.tokens().list().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new UsageException("token: " + name + " (expected: the name of a token)"));
    security.tokens().revoke(actor(), token.id());
    console.out().println(name + ": revoked");
  }
}
