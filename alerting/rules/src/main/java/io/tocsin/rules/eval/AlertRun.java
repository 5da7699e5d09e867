package io.tocsin.rules.eval;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.Matcher;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTemplateException;
import io.tocsin.rules.RuleTemplates;
import io.tocsin.rules.eval.ActiveAlert.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A rule that alerts, and its alerts by their labels.
final class AlertRun extends RuleRun {
  private static final Logger LOG = LoggerFactory.getLogger(AlertRun.class);
  static final String ALERTS = "ALERTS";
  static final String FOR_STATE = "ALERTS_FOR_STATE";
  private static final String STATE = "alertstate";

  /// A resolved alert is told again for so long, in case a receiver missed it.
  private static final long RESOLVED_MILLIS = 900_000;

  private final Rule.Alert rule;
  private final Context context;
  private final String generatorUrl;
  private Map<Labels, ActiveAlert> active = new LinkedHashMap<>();

  /// Until the state of an earlier process was taken up nothing is stored that would hide it.
  private boolean restored;

  AlertRun(Rule.Alert rule, Context context, boolean restored) {
    super(rule);
    this.rule = rule;
    this.context = context;
    this.restored = restored;
    this.generatorUrl =
        context.externalUrl() + "/graph?g0.expr=" + escaped(rule.query().text()) + "&g0.tab=1";
  }

  /// As Go escapes a query, which Java does but for two characters.
  private static String escaped(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  @Override
  List<Output> evaluate(long timeMillis, long offsetMillis, int limit) {
    var samples = context.parts().queries().instant(rule.query().text(), timeMillis - offsetMillis);
    var found = new LinkedHashMap<Labels, ActiveAlert>();
    for (var sample : samples) {
      var alert = alert(sample, timeMillis);
      if (found.putIfAbsent(alert.labels(), alert) != null) {
        throw new RuleFailure(
            "vector contains metrics with the same labelset after applying alert labels: "
                + alert.labels());
      }
    }
    merge(found);
    var outputs = new ArrayList<Output>();
    int count = advance(found, timeMillis, outputs);
    if (limit > 0 && count > limit) {
      active = new LinkedHashMap<>();
      throw new RuleFailure("exceeded limit of " + limit + " with " + count + " alerts");
    }
    return outputs;
  }

  private ActiveAlert alert(RuleSample sample, long timeMillis) {
    var input =
        new RuleTemplates.Input(
            sample,
            context.externalLabels(),
            context.externalUrl(),
            timeMillis,
            query -> context.parts().queries().instant(query, timeMillis));
    var labels = sample.labels().builder().set(Labels.NAME, "");
    rule.labels().forEach((name, text) -> labels.set(name, expanded(text, input)));
    labels.set(Alert.NAME, rule.name());
    var annotations = new TreeMap<String, String>();
    rule.annotations().forEach((name, text) -> annotations.put(name, expanded(text, input)));
    return new ActiveAlert(labels.build(), annotations, sample.value(), timeMillis);
  }

  private String expanded(String text, RuleTemplates.Input input) {
    context.metrics().expansions.inc();
    try {
      return context.parts().templates().expand(rule.name(), text, input);
    } catch (RuleTemplateException e) {
      context.metrics().expansionFailures.inc();
      if (context.logs()) {
        LOG.atWarn()
            .addKeyValue("alert", rule.name())
            .addKeyValue("reason", e.getMessage())
            .log("template not filled in");
      }
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }

  /// Alerts that were there keep their times; what is said of them is new.
  private void merge(Map<Labels, ActiveAlert> found) {
    found.forEach((labels, alert) -> {
      var known = active.get(labels);
      if (known == null || known.state == State.INACTIVE) {
        active.put(labels, alert);
      } else {
        known.value = alert.value;
        known.annotations = alert.annotations;
      }
    });
  }

  /// Moves every alert on and returns how many wait or fire.
  private int advance(Map<Labels, ActiveAlert> found, long now, List<Output> outputs) {
    int count = 0;
    var alerts = active.values().iterator();
    while (alerts.hasNext()) {
      var alert = alerts.next();
      if (found.containsKey(alert.labels())) {
        alert.keepFiringSince = ActiveAlert.NEVER;
      } else if (!isKeptFiring(alert, now)) {
        boolean over =
            alert.resolvedAt != ActiveAlert.NEVER && now - alert.resolvedAt > RESOLVED_MILLIS;
        if (alert.state == State.PENDING || over) {
          alerts.remove();
        }
        if (alert.state != State.INACTIVE) {
          alert.state = State.INACTIVE;
          alert.resolvedAt = now;
        }
        continue;
      }
      count++;
      step(alert, now);
      if (restored) {
        outputs.add(output(alert, ALERTS, 1));
        outputs.add(output(alert, FOR_STATE, (double) Math.floorDiv(alert.activeAt, 1_000L)));
      }
    }
    return count;
  }

  private boolean isKeptFiring(ActiveAlert alert, long now) {
    if (alert.state != State.FIRING || rule.keepFiringForMillis() == 0) {
      return false;
    }
    if (alert.keepFiringSince == ActiveAlert.NEVER) {
      alert.keepFiringSince = now;
    }
    return now - alert.keepFiringSince < rule.keepFiringForMillis();
  }

  private void step(ActiveAlert alert, long now) {
    boolean due = now - alert.activeAt >= rule.forMillis();
    if (alert.state == State.PENDING && due) {
      alert.state = State.FIRING;
      alert.firedAt = now;
    } else if (alert.state == State.FIRING && !due) {
      // Its `for` has become longer, or its state was taken up from before.
      alert.state = State.PENDING;
      alert.firedAt = ActiveAlert.NEVER;
      alert.lastSentAt = ActiveAlert.NEVER;
      alert.keepFiringSince = ActiveAlert.NEVER;
    }
  }

  private Output output(ActiveAlert alert, String metric, double value) {
    var labels = ownLabels();
    alert.labels().forEach(label -> labels.set(label.name(), label.value()));
    labels.set(Labels.NAME, metric).set(Alert.NAME, rule.name());
    if (metric.equals(ALERTS)) {
      labels.set(STATE, alert.state == State.FIRING ? "firing" : "pending");
    }
    return new Output(labels.build(), value);
  }

  private LabelsBuilder ownLabels() {
    var labels = new LabelsBuilder();
    rule.labels().forEach(labels::set);
    return labels;
  }

  /// Returns what is to be told now, and remembers that it was.
  List<Alert> due(long now, long intervalMillis) {
    var told = new ArrayList<Alert>();
    long resend = context.options().resendDelayMillis();
    for (var alert : active.values()) {
      if (alert.needsSending(now, resend)) {
        alert.lastSentAt = now;
        alert.validUntil = now + 4 * Math.max(intervalMillis, resend);
        told.add(alert.told(generatorUrl));
      }
    }
    return told;
  }

  @Override
  List<AlertView> alerts() {
    return active.values().stream()
        .filter(alert -> alert.resolvedAt == ActiveAlert.NEVER)
        .map(ActiveAlert::view)
        .toList();
  }

  @Override
  void takeOver(RuleRun old) {
    super.takeOver(old);
    if (old instanceof AlertRun run) {
      active.putAll(run.active);
    }
  }

  boolean isRestored() {
    return restored;
  }

  void restored() {
    restored = true;
  }

  Rule.Alert alertRule() {
    return rule;
  }

  List<ActiveAlert> active() {
    return List.copyOf(active.values());
  }

  /// Returns what finds the series that say since when this rule's alerts have been true; labels
  /// that are templates can be anything.
  List<Matcher> stateMatchers() {
    var matchers = new ArrayList<Matcher>();
    var labels = ownLabels().set(Labels.NAME, FOR_STATE).set(Alert.NAME, rule.name()).build();
    for (var label : labels) {
      if (!label.value().contains("{{")) {
        matchers.add(Matcher.equal(label.name(), label.value()));
      }
    }
    return matchers;
  }
}
