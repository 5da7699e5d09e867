package io.tocsin.kit.template.html;

import io.tocsin.kit.template.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was found out so far: where templates end, and what must change in them. Guesses are made
/// on a copy and kept or forgotten as a whole.
///
/// Templates are named with the spot where they begin: one template may need several forms.
final class Inferences {
  private final Map<String, Spot> ends = new HashMap<>();
  private final Map<String, String> originals = new HashMap<>();
  private final Set<String> called = new HashSet<>();
  private final Map<String, IdentityHashMap<Node, Object>> edits = new HashMap<>();

  /// Returns inferences that know what these know of where templates end.
  Inferences guess() {
    var guess = new Inferences();
    guess.ends.putAll(ends);
    guess.originals.putAll(originals);
    return guess;
  }

  void keep(Inferences guess) {
    ends.putAll(guess.ends);
    originals.putAll(guess.originals);
    called.addAll(guess.called);
    guess.edits.forEach((form, changed) -> of(form).putAll(changed));
  }

  private IdentityHashMap<Node, Object> of(String form) {
    return edits.computeIfAbsent(form, f -> new IdentityHashMap<>());
  }

  @Nullable Spot end(String form) {
    return ends.get(form);
  }

  void end(String form, Spot spot) {
    ends.put(form, spot);
  }

  void original(String form, String name) {
    originals.put(form, name);
  }

  int forms() {
    return originals.size();
  }

  /// Returns the templates by their forms.
  Map<String, String> originals() {
    return originals;
  }

  void call(String form) {
    called.add(form);
  }

  boolean isCalled(String form) {
    return called.contains(form);
  }

  void escapers(String form, Node.Action action, List<String> escapers) {
    of(form).put(action, escapers);
  }

  void callee(String form, Node.Call call, String callee) {
    of(form).put(call, callee);
  }

  void text(String form, Node.Text text, String changed) {
    of(form).put(text, changed);
  }

  @Nullable Object edit(String form, Node node) {
    var changed = edits.get(form);
    return changed == null ? null : changed.get(node);
  }
}
