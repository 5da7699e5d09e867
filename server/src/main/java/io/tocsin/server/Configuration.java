package io.tocsin.server;

import io.tocsin.api.Notices;
import io.tocsin.api.PageStores.RuleText;
import io.tocsin.api.SettingsSource.Kind;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.Scraper;
import io.tocsin.kit.Clock;
import io.tocsin.kit.ConfigException;
import io.tocsin.rules.RuleSet;
import io.tocsin.server.notify.Notifying;
import io.tocsin.server.pages.ConfigSource;
import io.tocsin.server.rules.Alerting;
import io.tocsin.server.rules.RuleLoading;
import io.tocsin.tsdb.Tsdb;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration in force. A reload reads the whole file, and only a good one replaces it: a
/// bad one is said in the log and leaves the old one running. Safe for use by many threads.
final class Configuration {
  private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

  private final @Nullable Path file;
  private final Clock clock;
  private final String startText;

  /// What was read last, good or bad; null where the last attempt found nothing to read.
  private volatile @Nullable String triedText;

  private volatile State state;
  private volatile @Nullable Scraper scraper;
  private volatile @Nullable Tsdb store;
  private volatile @Nullable Notices notices;
  private volatile @Nullable Notifying notifying;
  private volatile @Nullable Alerting alerting;
  private volatile Supplier<List<RuleText>> saved = List::of;
  private volatile String externalUrl = "";

  /// @param rules of the files that it names
  /// @param text what the file said
  /// @param succeeded whether the last attempt to read it did
  record State(
      PrometheusConfig config, RuleSet rules, String text, boolean succeeded, long loadedMillis) {}

  private Configuration(@Nullable Path file, Clock clock, State state) {
    this.file = file;
    this.clock = clock;
    this.state = state;
    this.startText = state.text();
    this.triedText = state.text() + RuleLoading.texts(state.config(), ReadFiles.disk());
  }

  /// Reads the file, or takes the defaults where there is none.
  ///
  /// @throws ConfigException if it is refused
  static Configuration load(@Nullable Path file, Clock clock) throws IOException {
    var text = file == null ? "" : read(file);
    var name = file == null ? "defaults" : file.toString();
    var config = PrometheusConfig.parse(name, text, ReadFiles.disk());
    var rules = RuleLoading.load(config, ReadFiles.disk());
    warn(config);
    return new Configuration(file, clock, new State(config, rules, text, true, clock.millis()));
  }

  /// Returns the text of a configuration file.
  ///
  /// @throws IOException if it cannot be read; says which file and why
  static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: a configuration file)", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": no text in UTF-8 (expected: a configuration file)", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": permission denied (expected: a readable file)", e);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage() + " (expected: a configuration file)", e);
    }
  }

  private static void warn(PrometheusConfig config) {
    config
        .warnings()
        .forEach(warning -> LOG.atWarn().addKeyValue("key", warning).log("configuration"));
  }

  /// These are read once: a store or a port cannot change under those who use it.
  private static void warn(List<String> changes) {
    for (var key : changes) {
      LOG.atWarn().addKeyValue("key", "tocsin." + key).log("takes effect at the next start");
    }
  }

  private static Settings settings(Path file, String text) {
    return Settings.read(Arguments.parse(ServeOptions.OPTIONS, List.of()), file.toString(), text);
  }

  State state() {
    return state;
  }

  String name() {
    return file == null ? "" : file.toString();
  }

  /// Puts the configuration in force, now and after each reload.
  void drive(Scraper scraper) {
    this.scraper = scraper;
    scraper.apply(state.config());
  }

  /// Puts the rules of the configuration in force, now and after each reload.
  ///
  /// @param kept rules that were saved on the pages, in force beside those of the files
  /// @param url how this server is reached from outside, without a slash at its end
  synchronized void alert(Alerting told, Supplier<List<RuleText>> kept, String url) {
    alerting = told;
    saved = kept;
    externalUrl = url;
    apply(told, state.config(), state.rules());
  }

  /// Puts in force what was saved on the pages since.
  synchronized void takeUpRules() {
    Alerting told = alerting;
    if (told != null) {
      apply(told, state.config(), state.rules());
    }
  }

  private void apply(Alerting told, PrometheusConfig config, RuleSet rules) {
    var kept = saved.get();
    told.apply(
        config,
        new RuleSet(
            RuleLoading.groups(config, rules, kept),
            rules.queryOffsetMillis(),
            rules.externalLabels(),
            externalUrl),
        kept);
  }

  /// Has another file read again before this one is put in force; if that is refused, nothing
  /// changes.
  synchronized void follow(Notifying followed) {
    this.notifying = followed;
    triedText = triedText + followed.mark();
  }

  private String mark() {
    Notifying told = notifying;
    return told == null ? "" : told.mark();
  }

  private void reloadNotifying() {
    Notifying told = notifying;
    if (told != null) {
      told.reload();
    }
  }

  /// Bounds the store's exemplars after each reload; the rest it is opened with.
  void bound(Tsdb bounded) {
    this.store = bounded;
  }

  /// Lets everybody know from here on when the file is refused.
  void tell(Notices told) {
    this.notices = told;
  }

  private void tell(boolean succeeded) {
    Notices told = notices;
    if (told != null && succeeded) {
      told.remove(Notices.BAD_CONFIGURATION);
    } else if (told != null) {
      told.add(Notices.BAD_CONFIGURATION);
    }
  }

  /// Reads the file again.
  ///
  /// @throws IllegalArgumentException if it is refused or cannot be read
  synchronized void reload() {
    if (file == null) {
      triedText = mark();
      if (triedText.isEmpty()) {
        LOG.info("nothing to reload: started without a configuration file");
      }
      reloadNotifying();
      return;
    }
    triedText = null;
    try {
      var text = read(file);
      triedText = text;
      var config = PrometheusConfig.parse(file.toString(), text, ReadFiles.disk());
      triedText = text + RuleLoading.texts(config, ReadFiles.disk()) + mark();
      var rules = RuleLoading.load(config, ReadFiles.disk());
      var settings = settings(file, text);
      warn(config);
      warn(settings.changes(settings(file, startText)));
      reloadNotifying();
      Scraper driven = scraper;
      if (driven != null) {
        driven.apply(config);
      }
      Tsdb bounded = store;
      if (bounded != null) {
        bounded.maxExemplars(config.maxExemplars());
      }
      Alerting told = alerting;
      if (told != null) {
        apply(told, config, rules);
      }
      state = new State(config, rules, text, true, clock.millis());
      tell(true);
      LOG.atInfo().addKeyValue("file", file).log("reloaded configuration");
    } catch (IOException | IllegalArgumentException e) {
      var old = state;
      state = new State(old.config(), old.rules(), old.text(), false, old.loadedMillis());
      tell(false);
      LOG.atError().addKeyValue("reason", e.getMessage()).log("kept the old configuration");
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Returns the files that are in force: this one, and the rule files that it names.
  List<ConfigSource.Place> places() {
    var places = new ArrayList<ConfigSource.Place>();
    if (file != null) {
      places.add(new ConfigSource.Place(Kind.MAIN, file));
    }
    for (var rules : state.config().ruleFiles()) {
      places.add(new ConfigSource.Place(Kind.RULES, rules));
    }
    return places;
  }

  /// Reads a text as the configuration file would be read, and changes nothing.
  ///
  /// @throws IllegalArgumentException if it is refused
  static void check(Path file, String text) {
    var config = PrometheusConfig.parse(file.toString(), text, ReadFiles.disk());
    RuleLoading.load(config, ReadFiles.disk());
    settings(file, text);
  }

  /// Returns the text of the file and those of the rule files that it names.
  private static String texts(Path file) throws IOException {
    var text = Files.readString(file);
    if (!text.contains("rule_files")) {
      return text;
    }
    try {
      var config = PrometheusConfig.parse(file.toString(), text, ReadFiles.disk());
      return text + RuleLoading.texts(config, ReadFiles.disk());
    } catch (ConfigException refused) {
      return text;
    }
  }

  /// Looks for changes of the files until interrupted. A file that was tried is not tried again, so
  /// that a bad one is said once.
  void watch(long intervalMillis) throws InterruptedException {
    Path watched = file;
    while (watched != null || !mark().isEmpty()) {
      clock.sleepNanos(intervalMillis * 1_000_000);
      try {
        var texts = watched == null ? "" : texts(watched);
        if (!(texts + mark()).equals(triedText)) {
          reload();
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.atDebug().setCause(e).log("cannot read configuration");
      }
    }
  }
}
