package io.tocsin.collect.scrape;

import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.TargetView;
import io.tocsin.collect.config.ScrapeSettings;
import io.tocsin.collect.config.TargetGroup;
import io.tocsin.collect.relabel.Relabeling;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The targets of one job and their loops. Safe for use by many threads.
final class ScrapePool {
  private static final int DROPPED_MAX = 10_000;

  private final ScrapeEnvironment environment;
  private final LoopRunner runner;
  private ScrapeSettings settings;
  private FileTargets files;
  private ScrapeAccess access;
  private Map<Target.Key, Running> running = Map.of();
  private List<Labels> dropped = List.of();
  private int droppedCount;

  private record Running(Target target, ScrapeLoop loop) {}

  ScrapePool(ScrapeEnvironment environment, LoopRunner runner, ScrapeSettings settings) {
    this.environment = environment;
    this.runner = runner;
    this.settings = settings;
    this.files = new FileTargets(settings.fileDiscoveries(), environment.files());
    this.access = access(settings);
  }

  private ScrapeAccess access(ScrapeSettings of) {
    return ScrapeAccess.of(of.http(), environment);
  }

  /// Begins to scrape, or goes on with other settings. Loops of targets that are scraped as before
  /// are left alone.
  synchronized void apply(ScrapeSettings changed) {
    boolean keepsLoops = settings.scrapesAs(changed);
    if (!keepsLoops) {
      access = access(changed);
    }
    settings = changed;
    files = new FileTargets(changed.fileDiscoveries(), environment.files());
    files.refresh();
    update(keepsLoops);
  }

  /// Looks at the discovery files again.
  synchronized void refresh() {
    if (files.refresh()) {
      update(true);
    }
  }

  /// Ends all loops and marks their series.
  synchronized void end() {
    running.values().forEach(r -> r.loop().end(ScrapeLoop.Ending.GONE));
    running = Map.of();
  }

  private void update(boolean keepsLoops) {
    var targets = targets();
    var continuing = new HashSet<Labels>();
    targets.keySet().forEach(key -> continuing.add(key.labels()));
    var old = running;
    var now = new LinkedHashMap<Target.Key, Running>();
    for (var target : targets.values()) {
      var kept = keepsLoops ? old.get(target.key()) : null;
      now.put(target.key(), new Running(target, loop(kept, target)));
    }
    running = now;
    limitTargets(now);
    old.forEach((key, gone) -> endUnlessKept(gone.loop(), now.get(key), continuing, key));
    var before = new HashSet<ScrapeLoop>();
    old.values().forEach(r -> before.add(r.loop()));
    now.values().stream()
        .map(Running::loop)
        .filter(l -> !before.contains(l))
        .forEach(runner::start);
  }

  private ScrapeLoop loop(@Nullable Running kept, Target target) {
    if (kept != null && kept.target().problem().equals(target.problem())) {
      return kept.loop();
    }
    return new ScrapeLoop(environment, settings, target, access);
  }

  private static void endUnlessKept(
      ScrapeLoop loop, @Nullable Running now, Set<Labels> continuing, Target.Key key) {
    if (now == null || now.loop() != loop) {
      boolean goesOn = continuing.contains(key.labels());
      loop.end(goesOn ? ScrapeLoop.Ending.REPLACED : ScrapeLoop.Ending.GONE);
    }
  }

  private void limitTargets(Map<Target.Key, Running> now) {
    long limit = settings.limits().targets();
    var error =
        limit > 0 && now.size() > limit
            ? "target_limit exceeded: " + now.size() + " targets (expected: at most " + limit + ")"
            : "";
    now.values().forEach(r -> r.loop().forceError(error));
  }

  /// Makes the targets of what discovery knows; of several with the same key the first counts.
  private Map<Target.Key, Target> targets() {
    var factory = new TargetFactory(settings);
    var groups = new ArrayList<TargetGroup>(settings.staticGroups());
    groups.addAll(files.groups());
    var found = new LinkedHashMap<Target.Key, Target>();
    var gone = new ArrayList<Labels>();
    droppedCount = 0;
    long keep = settings.limits().keepDropped();
    long keepMax = keep > 0 ? Math.min(keep, DROPPED_MAX) : DROPPED_MAX;
    for (var labels : factory.discovered(groups)) {
      var target = factory.target(labels);
      if (target != null) {
        found.putIfAbsent(target.key(), target);
      } else {
        droppedCount++;
        if (gone.size() < keepMax) {
          gone.add(labels);
        }
      }
    }
    dropped = List.copyOf(gone);
    return found;
  }

  synchronized String text() {
    return settings.text();
  }

  synchronized List<RelabelStep> relabelSteps(Labels discovered) {
    return new Relabeling(settings.relabel()).steps(discovered);
  }

  synchronized List<TargetView> active(String externalHost) {
    return running.values().stream()
        .map(r -> view(r, externalHost))
        .sorted(Comparator.comparing(TargetView::scrapeUrl).thenComparing(TargetView::labels))
        .toList();
  }

  private TargetView view(Running of, String externalHost) {
    var key = of.target().key();
    var state = of.loop().state();
    return new TargetView(
        settings.jobName(),
        of.target().discovered(),
        key.labels(),
        key.uri().toString(),
        globalUrl(key, externalHost),
        state.health(),
        state.error(),
        state.beganMillis(),
        state.seconds(),
        key.intervalMillis(),
        key.timeoutMillis());
  }

  private static String globalUrl(Target.Key key, String externalHost) {
    var url = key.uri().toString();
    var host = key.uri().getHost();
    boolean loopback =
        host != null
            && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    return loopback
        ? url.replaceFirst(Pattern.quote(host), Matcher.quoteReplacement(externalHost))
        : url;
  }

  synchronized Map<String, MetricMetadata> metadata(TargetView view) {
    for (var candidate : running.values()) {
      var key = candidate.target().key();
      if (key.labels().equals(view.labels()) && key.uri().toString().equals(view.scrapeUrl())) {
        return candidate.loop().metadata();
      }
    }
    return Map.of();
  }

  synchronized List<Labels> dropped() {
    return dropped;
  }

  synchronized int droppedCount() {
    return droppedCount;
  }
}
