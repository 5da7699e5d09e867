package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node of the routing tree, with everything it inherits filled in. Immutable once its tree is
/// built; two nodes are equal only if they are the same.
public final class Route {
  private final @Nullable Route parent;
  private final int position;
  private final Matchers matchers;
  private final boolean goOn;
  private final Options options;
  private final int line;
  private final List<Route> children = new ArrayList<>();

  /// What applies to the alerts of a route.
  ///
  /// @param groupBy the labels that make a group
  /// @param groupByAll every label makes a group: `...`
  /// @param muteTimeIntervals of this route alone: these are not inherited
  /// @param activeTimeIntervals of this route alone: these are not inherited
  /// @param labels of this route and those above; values may be templates
  public record Options(
      String receiver,
      SortedSet<String> groupBy,
      boolean groupByAll,
      Waits waits,
      List<String> muteTimeIntervals,
      List<String> activeTimeIntervals,
      Map<String, String> labels) {
    /// What Alertmanager's root route begins with.
    public static final Options DEFAULT =
        new Options("", new TreeSet<>(), false, Waits.DEFAULT, List.of(), List.of(), Map.of());

    public Options {
      groupBy = Collections.unmodifiableSortedSet(new TreeSet<>(groupBy));
      muteTimeIntervals = List.copyOf(muteTimeIntervals);
      activeTimeIntervals = List.copyOf(activeTimeIntervals);
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /// Returns what the standard configuration's only route has: alerts of one name are told
    /// together.
    Options byNameTo(String name) {
      var byName = new TreeSet<>(List.of(Alert.NAME));
      return new Options(name, byName, false, waits, List.of(), List.of(), Map.of());
    }
  }

  /// The waits of a route, in milliseconds.
  public record Waits(long groupMillis, long intervalMillis, long repeatMillis) {
    public static final Waits DEFAULT = new Waits(30_000, 300_000, 4 * 3_600_000L);
  }

  /// Makes a node; the reader of the configuration adds its children.
  ///
  /// @param line where it stands in its file
  public Route(@Nullable Route parent, Matchers matchers, boolean goOn, Options options, int line) {
    this.parent = parent;
    this.position = parent == null ? 0 : parent.children.size();
    this.matchers = matchers;
    this.goOn = goOn;
    this.options = options;
    this.line = line;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  public @Nullable Route parent() {
    return parent;
  }

  public Matchers matchers() {
    return matchers;
  }

  /// Tells whether an alert that matches here is offered to the next siblings too.
  public boolean goesOn() {
    return goOn;
  }

  public Options options() {
    return options;
  }

  /// Returns the line in the file, from 1.
  public int line() {
    return line;
  }

  public List<Route> children() {
    return Collections.unmodifiableList(children);
  }

  /// Returns the nodes that an alert ends at, depth first and left to right; none where this one
  /// does not match.
  public List<Route> match(Labels labels) {
    var found = new ArrayList<Route>();
    match(labels, found);
    return found;
  }

  private boolean match(Labels labels, List<Route> found) {
    if (!matchers.matches(labels)) {
      return false;
    }
    int before = found.size();
    for (var child : children) {
      if (child.match(labels, found) && !child.goOn) {
        break;
      }
    }
    if (found.size() == before) {
      found.add(this);
    }
    return true;
  }

  /// Returns the matchers from the root to here; not unique. Group keys begin with it.
  public String key() {
    var above = parent == null ? "" : parent.key() + "/";
    return above + matchers;
  }

  /// Returns a text that no other node of the tree has.
  public String id() {
    return parent == null ? matchers.toString() : parent.id() + "/" + matchers + "/" + position;
  }

  /// Visits this node and those below, parents first.
  public void walk(Consumer<Route> visitor) {
    visitor.accept(this);
    children.forEach(child -> child.walk(visitor));
  }

  /// Returns the labels that make the group of an alert here.
  public Labels groupLabels(Labels alert) {
    return options.groupByAll() ? alert : alert.keeping(List.copyOf(options.groupBy()));
  }
}
