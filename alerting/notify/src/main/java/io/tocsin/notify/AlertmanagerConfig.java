package io.tocsin.notify;

import io.tocsin.notify.config.ConfigReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A configuration as `alertmanager.yml` writes it, with every default filled in and checked.
/// Immutable.
///
/// @param resolveTimeoutMillis after how long an alert is over that nobody tells again
/// @param route the root
/// @param templates patterns of template files, relative ones resolved
/// @param timeIntervals by name, those of the old `mute_time_intervals` among them
/// @param shown the text of the whole, without secrets, as it may be shown
/// @param warnings what is accepted and has no effect, for people
public record AlertmanagerConfig(
    long resolveTimeoutMillis,
    Route route,
    List<InhibitRule> inhibitRules,
    List<ReceiverSpec> receivers,
    List<String> templates,
    Map<String, List<TimeInterval>> timeIntervals,
    String shown,
    List<String> warnings) {
  /// What `resolve_timeout` is where it is not said.
  public static final long RESOLVE_TIMEOUT_MILLIS = 5 * 60_000L;

  private static final String STANDARD_RECEIVER = "outbox";
  private static final String STANDARD_TEXT =
      """
      route:
        receiver: outbox
        group_by: [alertname]
      receivers:
        - name: outbox
      """;

  public AlertmanagerConfig {
    inhibitRules = List.copyOf(inhibitRules);
    receivers = List.copyOf(receivers);
    templates = List.copyOf(templates);
    timeIntervals = new LinkedHashMap<>(timeIntervals);
    warnings = List.copyOf(warnings);
  }

  /// Reads a configuration.
  ///
  /// @param file its name in messages; what it names is relative to its folder
  /// @throws io.tocsin.kit.ConfigException if it is refused: names file, line, key and expectation
  public static AlertmanagerConfig parse(
      String file, String text, MatcherSyntax matchers, ReceiverReader receivers) {
    var folder = Path.of(file).getParent();
    var directory = folder == null ? "" : folder.toString();
    return new ConfigReader(matchers, receivers, directory).read(file, text);
  }

  /// Returns what is in force where nobody configured anything: one route, and one receiver without
  /// integrations, whose notifications are kept in the outbox.
  public static AlertmanagerConfig standard() {
    var options = Route.Options.DEFAULT.byNameTo(STANDARD_RECEIVER);
    var receiver =
        new ReceiverSpec(
            STANDARD_RECEIVER, new TreeMap<>(Map.of("name", STANDARD_RECEIVER)), List.of());
    return new AlertmanagerConfig(
        RESOLVE_TIMEOUT_MILLIS,
        new Route(null, Matchers.NONE, false, options, 1),
        List.of(),
        List.of(receiver),
        List.of(),
        Map.of(),
        STANDARD_TEXT,
        List.of());
  }

  /// Returns the receiver of that name, or null.
  public @Nullable ReceiverSpec receiver(String name) {
    for (var receiver : receivers) {
      if (receiver.name().equals(name)) {
        return receiver;
      }
    }
    return null;
  }

  /// Returns the names of the receivers that a route uses.
  public SortedSet<String> used() {
    var names = new TreeSet<String>();
    route.walk(node -> names.add(node.options().receiver()));
    return names;
  }

  @Override
  public Map<String, List<TimeInterval>> timeIntervals() {
    return Map.copyOf(timeIntervals);
  }
}
