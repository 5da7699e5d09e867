package io.tocsin.notify;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertSink;
import io.tocsin.model.Labels;
import io.tocsin.notify.dispatch.AlertStore;
import io.tocsin.notify.dispatch.Dispatcher;
import io.tocsin.notify.dispatch.Inhibitor;
import io.tocsin.notify.dispatch.KnownAlert;
import io.tocsin.notify.dispatch.Machinery;
import io.tocsin.notify.dispatch.NotifyMetrics;
import io.tocsin.notify.dispatch.Responses;
import io.tocsin.notify.dispatch.Setup;
import io.tocsin.notify.dispatch.Silencer;
import io.tocsin.notify.dispatch.TimerThread;
import io.tocsin.notify.dispatch.Timers;
import io.tocsin.notify.state.KeptState;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people of alerts: the whole of Alertmanager in this process. Takes alerts from any thread,
/// puts them into groups, keeps back what is silenced, inhibited or out of hours, and sends the
/// rest through the integrations of the configuration in force. Safe for use by many threads.
///
/// What is kept in its directory: silences, what was sent, acknowledgements. Not alerts: whoever
/// tells them tells them again.
public final class Alertmanager implements AlertSink, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Alertmanager.class);
  private static final long GRACE_MILLIS = 2_000;
  private static final long INHIBITION_GC_MILLIS = 15 * 60_000L;

  private final AlertmanagerOptions options;
  private final Integrations integrations;
  private final Clock clock;
  private final KeptState state;
  private final AlertStore alerts;
  private final Silencer silencer;
  private final NotifyMetrics metrics;
  private final Responses responses;
  private final Timers timers;
  private final TimerThread thread;
  private final Machinery machinery;
  private final long startedMillis;
  private final long startNanos;

  /// Alerts are taken one call after the other: two tellings of one alert stay in order.
  private final Object telling = new Object();

  private volatile Dispatcher dispatcher;

  private Alertmanager(
      AlertmanagerParts parts,
      AlertmanagerOptions options,
      AlertmanagerConfig config,
      KeptState state,
      Executor executor) {
    this.options = options;
    this.integrations = parts.integrations();
    this.clock = parts.clock();
    this.state = state;
    this.startedMillis = clock.millis();
    this.startNanos = clock.nanos() + options.startDelayMillis() * 1_000_000;
    this.alerts = new AlertStore(clock, options.alertsPerName());
    this.silencer = new Silencer(state, clock);
    this.metrics = new NotifyMetrics(parts.metrics(), this::counts);
    this.responses = new Responses(parts.metrics(), state.acknowledgements());
    this.timers = new Timers(clock);
    this.thread = new TimerThread(timers, clock);
    this.machinery =
        new Machinery(
            clock,
            timers,
            executor,
            state.notifications(),
            silencer,
            metrics,
            new SplittableRandom());
    this.dispatcher = dispatcher(config);
    timers.every(options.alertGcMillis(), this::forgetAlerts);
    timers.every(options.maintenanceMillis(), () -> executor.execute(state::maintain));
    timers.every(INHIBITION_GC_MILLIS, () -> dispatcher.setup().inhibitor().forget());
  }

  /// Opens it and begins to send.
  ///
  /// @throws IOException if its directory cannot be read or written, or is in use
  /// @throws io.tocsin.kit.ConfigException if the configuration cannot be put in force
  public static Alertmanager open(
      AlertmanagerParts parts, AlertmanagerOptions options, AlertmanagerConfig config)
      throws IOException {
    var opened = open(parts, options, config, Executors.newVirtualThreadPerTaskExecutor());
    opened.thread.start();
    return opened;
  }

  /// Opens it without a thread that keeps the time: a test calls [#timers].
  static Alertmanager open(
      AlertmanagerParts parts,
      AlertmanagerOptions options,
      AlertmanagerConfig config,
      Executor executor)
      throws IOException {
    var state = KeptState.open(parts.directory(), options, parts.clock(), parts.metrics());
    try {
      return new Alertmanager(parts, options, config, state, executor);
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  Timers timers() {
    return timers;
  }

  private Dispatcher dispatcher(AlertmanagerConfig config) {
    var setup = Setup.of(config, integrations, new Inhibitor(clock, config.inhibitRules()));
    warn(config);
    metrics.loaded(setup, clock.millis());
    return new Dispatcher(machinery, setup, startNanos);
  }

  private void warn(AlertmanagerConfig config) {
    config.warnings().forEach(text -> LOG.atWarn().addKeyValue("key", text).log("configuration"));
    config
        .route()
        .walk(route -> {
          var waits = route.options().waits();
          if (waits.repeatMillis() > options.retentionMillis()) {
            LOG.atWarn()
                .addKeyValue("route", route.key())
                .log(
                    "repeat_interval is longer than what was sent is remembered: it repeats earlier");
          }
          if (waits.repeatMillis() < waits.intervalMillis()) {
            LOG.atWarn()
                .addKeyValue("route", route.key())
                .log("repeat_interval is shorter than group_interval, which decides then");
          }
        });
  }

  /// Puts another configuration in force. What cannot be built leaves the old one as it is. What is
  /// being sent may finish first.
  ///
  /// @throws io.tocsin.kit.ConfigException if it cannot be put in force
  public void reload(AlertmanagerConfig config) {
    Dispatcher next;
    try {
      next = dispatcher(config);
    } catch (RuntimeException e) {
      metrics.refused();
      throw e;
    }
    synchronized (telling) {
      dispatcher.stop(GRACE_MILLIS);
      // sources first: what they keep back must not be sent meanwhile
      var known = alerts.all();
      known.forEach(next.setup().inhibitor()::learn);
      known.forEach(next::route);
      dispatcher = next;
    }
  }

  /// Shows in `alertmanager_config_last_reload_successful` that a configuration was refused.
  public void refused() {
    metrics.refused();
  }

  /// Returns the configuration in force.
  public AlertmanagerConfig config() {
    return dispatcher.setup().config();
  }

  public AlertmanagerOptions options() {
    return options;
  }

  /// Returns when this was opened, in milliseconds since the epoch.
  public long startedMillis() {
    return startedMillis;
  }

  public Silences silences() {
    return state.silences();
  }

  @Override
  public void accept(List<Alert> told) {
    for (var refusal : post(told)) {
      LOG.atWarn().addKeyValue("reason", refusal).log("refused an alert");
    }
  }

  /// Takes alerts; a start or end that is 0 is filled in as Alertmanager does it.
  ///
  /// @return why some were refused, in Alertmanager's words, one for each; the others are taken
  public List<String> post(List<Alert> told) {
    var refusals = new ArrayList<String>();
    synchronized (telling) {
      long now = clock.millis();
      for (var alert : told) {
        var known = known(alert, now);
        metrics.received(known.alert().endsAtMillis() <= now);
        var refusal = AlertCheck.refusal(known.alert(), options.matchers());
        if (refusal == null) {
          take(known, now);
        } else {
          metrics.invalid();
          refusals.add(refusal);
        }
      }
    }
    return refusals;
  }

  private KnownAlert known(Alert told, long now) {
    long start = told.startsAtMillis();
    long end = told.endsAtMillis();
    if (start == 0) {
      start = end == 0 ? now : end;
    }
    boolean timeout = end == 0;
    if (timeout) {
      end = now + config().resolveTimeoutMillis();
    }
    var full = new Alert(told.labels(), told.annotations(), start, end, told.generatorUrl());
    return new KnownAlert(full, now, timeout);
  }

  private void take(KnownAlert told, long now) {
    var known = alerts.put(told);
    if (known == null) {
      metrics.limited();
      LOG.atWarn()
          .addKeyValue("alertname", told.labels().value(Alert.NAME))
          .log("too many alerts of one name");
      return;
    }
    responses.learn(known, now);
    var current = dispatcher;
    current.setup().inhibitor().learn(known);
    current.route(known);
  }

  private void forgetAlerts() {
    for (var known : alerts.forget()) {
      silencer.forget(known.labels());
      responses.learn(known, clock.millis());
    }
  }

  private Map<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    for (var status : AlertStatus.State.values()) {
      counts.put(status.text(), 0);
    }
    long now = clock.millis();
    for (var known : alerts.all()) {
      if (known.alert().endsAtMillis() > now) {
        counts.merge(status(known.labels()).state().text(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private AlertStatus status(Labels labels) {
    var source = dispatcher.setup().inhibitor().inhibiting(labels);
    return AlertStatus.of(
        silencer.silencing(labels), source == null ? List.of() : List.of(Fingerprint.text(source)));
  }

  /// Returns the alerts that fire, by fingerprint.
  public List<AlertView> alerts(AlertQuery query) {
    long now = clock.millis();
    var current = dispatcher.setup().config();
    var found = new ArrayList<AlertView>();
    for (var known : alerts.all()) {
      var receivers =
          current.route().match(known.labels()).stream()
              .map(route -> route.options().receiver())
              .toList();
      if (receivers.stream().anyMatch(name -> isAsked(query, current, name))) {
        var view = view(known, receivers, List.of(), query, now);
        if (view != null) {
          found.add(view);
        }
      }
    }
    return sorted(found);
  }

  private static List<AlertView> sorted(List<AlertView> views) {
    record Keyed(String fingerprint, AlertView view) {}

    return views.stream()
        .map(view -> new Keyed(view.fingerprint(), view))
        .sorted(Comparator.comparing(Keyed::fingerprint))
        .map(Keyed::view)
        .toList();
  }

  private static boolean isAsked(AlertQuery query, AlertmanagerConfig config, String name) {
    var receiver = config.receiver(name);
    return receiver != null && query.receivers().test(receiver);
  }

  private @Nullable AlertView view(
      KnownAlert known, List<String> receivers, List<String> mutedBy, AlertQuery query, long now) {
    if (known.alert().endsAtMillis() < now || !query.filter().matches(known.labels())) {
      return null;
    }
    var status = status(known.labels());
    boolean hidden =
        (!query.active() && status.state() == AlertStatus.State.ACTIVE)
            || (!query.silenced() && !status.silencedBy().isEmpty())
            || (!query.inhibited() && !status.inhibitedBy().isEmpty());
    return hidden
        ? null
        : new AlertView(
            known.alert(),
            known.updatedAtMillis(),
            receivers,
            status,
            mutedBy,
            responses.find(known.labels()));
  }

  /// Returns the groups that have alerts, by labels and receiver.
  public List<AlertGroup> groups(AlertQuery query) {
    return new GroupQuery(query, config(), clock.millis(), this::view).of(dispatcher.groups());
  }

  /// Says where an alert with these labels goes at a time, and why: one for each receiver, in
  /// order.
  public List<RouteExplanation> explain(Labels labels, long millis) {
    return Routes.explain(config(), labels, millis);
  }

  /// Takes an alert on for somebody, until it is over. The first one who did stays.
  ///
  /// @param fingerprint 16 hexadecimal digits
  /// @return who has, or null where no such alert fires
  /// @throws IOException if it cannot be kept
  public @Nullable Acknowledgement acknowledge(String fingerprint, String by, String comment)
      throws IOException {
    long now = clock.millis();
    for (var known : alerts.all()) {
      if (Fingerprint.text(known.labels()).equals(fingerprint)
          && known.alert().endsAtMillis() > now) {
        return responses.acknowledge(known, new Acknowledgement(by, now, comment));
      }
    }
    return null;
  }

  /// Takes back that somebody has taken an alert on.
  ///
  /// @param fingerprint 16 hexadecimal digits
  /// @return whether there was something to take back
  /// @throws IOException if it cannot be kept
  public boolean giveBack(String fingerprint) throws IOException {
    for (var known : alerts.all()) {
      if (Fingerprint.text(known.labels()).equals(fingerprint)) {
        return responses.giveBack(known.labels());
      }
    }
    return false;
  }

  /// Sends something once through every way out of a receiver, past groups, silences and the
  /// notification log.
  ///
  /// @param receiver of the configuration in force, whether a route uses it or not
  /// @return what became of it, in the order of the receiver's integrations
  /// @throws IllegalArgumentException if there is no such receiver
  public List<Outcome> test(String receiver, Alert alert) throws InterruptedException {
    var spec = config().receiver(receiver);
    if (spec == null) {
      throw new IllegalArgumentException(
          "receiver: " + receiver + " (expected: a receiver of the configuration)");
    }
    long now = clock.millis();
    var labels = alert.labels();
    var notification =
        new Notification(
            receiver,
            "{}:{" + Alert.NAME + "=\"" + labels.value(Alert.NAME) + "\"}",
            labels.keeping(List.of(Alert.NAME)),
            new TreeMap<>(),
            List.of(new KnownAlert(alert, now, false).told(now)),
            NotifyReason.FIRST_NOTIFICATION,
            new Notification.Times(now, now + 10_000, 4 * 3_600_000L),
            new ReceiverMemory(Map.of()));
    try (var built = integrations.build(config())) {
      return ReceiverTest.send(built, spec, notification).stream()
          .map(ReceiverTest.Result::outcome)
          .toList();
    }
  }

  /// Copies what is kept, with everything acknowledged in it, into a directory: for backups.
  public void copyState(Directory to) throws IOException {
    state.copy(to);
  }

  /// Returns the names of the files that are kept in a directory that nobody has open.
  public static List<String> stateFiles(Directory directory) throws IOException {
    return KeptState.files(directory);
  }

  /// Says what is wrong with what is kept in a directory that nobody has open; nothing if it is
  /// whole.
  public static List<String> verifyState(Directory directory) throws IOException {
    return KeptState.verify(directory);
  }

  /// Stops sending; what is being sent may finish within two seconds.
  @Override
  public void close() throws IOException {
    thread.close();
    dispatcher.stop(GRACE_MILLIS);
    metrics.close();
    responses.close();
    state.close();
  }
}
