package io.tocsin.collect.relabel;

import io.tocsin.collect.RelabelStep;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rules in order. Immutable.
public final class Relabeling {
  private static final String WHOLE = "(.*)";

  private final List<RelabelRule> rules;

  public Relabeling(List<RelabelRule> rules) {
    this.rules = List.copyOf(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /// Returns the labels after all rules, or null where a rule drops them.
  public @Nullable Labels apply(Labels labels) {
    if (rules.isEmpty()) {
      return labels;
    }
    var builder = labels.builder();
    for (var rule : rules) {
      if (!apply(rule, builder)) {
        return null;
      }
    }
    return builder.build();
  }

  /// Returns what each rule makes of the labels.
  public List<RelabelStep> steps(Labels labels) {
    var steps = new ArrayList<RelabelStep>();
    var builder = labels.builder();
    boolean kept = true;
    for (var rule : rules) {
      kept = kept && apply(rule, builder);
      steps.add(new RelabelStep(rule.view(), kept ? builder.build() : Labels.EMPTY, kept));
    }
    return steps;
  }

  private static boolean apply(RelabelRule rule, LabelsBuilder labels) {
    var text = joined(rule, labels);
    var target = rule.targetLabel();
    switch (rule.action()) {
      case KEEP -> {
        return rule.regex().matches(text);
      }
      case DROP -> {
        return !rule.regex().matches(text);
      }
      case KEEPEQUAL -> {
        return labels.value(target).equals(text);
      }
      case DROPEQUAL -> {
        return !labels.value(target).equals(text);
      }
      case REPLACE -> replace(rule, text, labels);
      case LOWERCASE -> labels.set(target, text.toLowerCase(Locale.ROOT));
      case UPPERCASE -> labels.set(target, text.toUpperCase(Locale.ROOT));
      case HASHMOD -> labels.set(target, hashMod(text, rule.modulus()));
      case LABELMAP -> mapNames(rule, labels);
      case LABELDROP -> dropNames(rule, labels, true);
      case LABELKEEP -> dropNames(rule, labels, false);
    }
    return true;
  }

  private static String joined(RelabelRule rule, LabelsBuilder labels) {
    var sources = rule.sourceLabels();
    if (sources.size() == 1) {
      return labels.value(sources.getFirst());
    }
    var out = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      out.append(i == 0 ? "" : rule.separator()).append(labels.value(sources.get(i)));
    }
    return out.toString();
  }

  private static void replace(RelabelRule rule, String text, LabelsBuilder labels) {
    var target = expand(rule, text, rule.targetLabel());
    if (target != null && isName(target)) {
      var value = expand(rule, text, rule.replacement());
      labels.set(target, value == null ? "" : value);
    }
  }

  /// Most rules copy a value (`(.*)` to `$1`) or set a constant: neither needs the automaton.
  private static @Nullable String expand(RelabelRule rule, String text, String template) {
    if (template.indexOf('$') < 0) {
      return rule.regex().matches(text) ? template : null;
    }
    boolean whole = rule.regex().toString().equals(WHOLE);
    return whole && template.equals("$1") ? text : rule.regex().expand(text, template);
  }

  /// Since Prometheus 3 any text is a name but the empty one.
  private static boolean isName(String name) {
    return !name.isEmpty();
  }

  private static String hashMod(String text, long modulus) {
    try {
      var md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      long hash = ByteBuffer.wrap(md5).getLong(8);
      return Long.toUnsignedString(Long.remainderUnsigned(hash, modulus));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }

  private static void mapNames(RelabelRule rule, LabelsBuilder labels) {
    for (var label : labels.build()) {
      var name = rule.regex().expand(label.name(), rule.replacement());
      if (name != null && isName(name)) {
        labels.set(name, label.value());
      }
    }
  }

  private static void dropNames(RelabelRule rule, LabelsBuilder labels, boolean matching) {
    for (var label : labels.build()) {
      if (rule.regex().matches(label.name()) == matching) {
        labels.set(label.name(), "");
      }
    }
  }
}
