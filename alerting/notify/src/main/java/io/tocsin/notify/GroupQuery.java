package io.tocsin.notify;

import io.tocsin.model.Labels;
import io.tocsin.notify.dispatch.AlertOrder;
import io.tocsin.notify.dispatch.Dispatcher.GroupState;
import io.tocsin.notify.dispatch.KnownAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Answers which groups there are. An alert that is in several is shown in each with all of its
/// receivers.
record GroupQuery(AlertQuery query, AlertmanagerConfig config, long nowMillis, Viewer viewer) {
  /// Returns how an alert is shown, or null where it is not asked for.
  interface Viewer {
    @Nullable AlertView view(
        KnownAlert known,
        List<String> receivers,
        List<String> mutedBy,
        AlertQuery query,
        long nowMillis);
  }

  private static final Comparator<AlertGroup> ORDER =
      Comparator.comparing(AlertGroup::labels, AlertOrder::labels)
          .thenComparing(AlertGroup::receiver);

  List<AlertGroup> of(List<GroupState> states) {
    var asked = states.stream().filter(this::isAsked).toList();
    var receivers = receivers(asked);
    var groups = new ArrayList<AlertGroup>();
    for (var state : asked) {
      if (query.muted() || state.mutedBy().isEmpty()) {
        var views = views(state, receivers);
        if (!views.isEmpty()) {
          groups.add(group(state, views));
        }
      }
    }
    groups.sort(ORDER);
    return groups;
  }

  private boolean isAsked(GroupState state) {
    var receiver = config.receiver(state.route().options().receiver());
    return receiver != null && query.receivers().test(receiver);
  }

  private Map<Labels, List<String>> receivers(List<GroupState> states) {
    var receivers = new HashMap<Labels, List<String>>();
    for (var state : states) {
      var name = state.route().options().receiver();
      state
          .alerts()
          .forEach(
              known -> receivers.computeIfAbsent(known.labels(), _ -> new ArrayList<>()).add(name));
    }
    receivers.values().forEach(names -> names.sort(Comparator.naturalOrder()));
    return receivers;
  }

  private List<AlertView> views(GroupState state, Map<Labels, List<String>> receivers) {
    var views = new ArrayList<AlertView>();
    for (var known : state.alerts()) {
      var names = receivers.getOrDefault(known.labels(), List.of());
      var view = viewer.view(known, names, state.mutedBy(), query, nowMillis);
      if (view != null) {
        views.add(view);
      }
    }
    views.sort(Comparator.comparing(AlertView::alert, AlertOrder.ALERTS));
    return views;
  }

  private AlertGroup group(GroupState state, List<AlertView> views) {
    return new AlertGroup(
        state.labels(),
        new TreeMap<>(state.routeLabels(nowMillis)),
        state.route().options().receiver(),
        state.key(),
        state.route().id(),
        state.mutedBy(),
        views);
  }
}
