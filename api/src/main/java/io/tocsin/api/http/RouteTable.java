package io.tocsin.api.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request. Immutable.
public final class RouteTable {
  private final List<Route> routes;
  private final Map<String, Map<String, Route>> exact = new HashMap<>();
  private final List<Route> templates = new ArrayList<>();

  /// Makes a table of these routes.
  ///
  /// @throws IllegalArgumentException if two routes have the same method and path
  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (var route : routes) {
      if (route.path().contains("{") || route.path().endsWith("*")) {
        templates.add(route);
      } else {
        var methods = exact.computeIfAbsent(route.path(), path -> new HashMap<>());
        if (methods.put(route.method(), route) != null) {
          throw new IllegalArgumentException(
              "route: " + route.method() + " " + route.path() + " comes twice");
        }
      }
    }
  }

  public List<Route> routes() {
    return routes;
  }

  /// Returns the route, or null where there is none.
  public @Nullable Match find(String method, String path) {
    var methods = exact.get(path);
    if (methods != null && (methods.containsKey(method) || !method.equals("OPTIONS"))) {
      var route = methods.get(method);
      return route == null ? otherMethod(path) : new Match(route, "");
    }
    for (var route : templates) {
      var value = route.method().equals(method) ? value(route.path(), path) : null;
      if (value != null) {
        return new Match(route, value);
      }
    }
    return null;
  }

  private @Nullable Match otherMethod(String path) {
    for (var route : templates) {
      if (route.method().equals(Route.ANY_OTHER) && value(route.path(), path) != null) {
        return new Match(route, "");
      }
    }
    return null;
  }

  /// Returns the methods that the path knows, sorted; empty where it is not known.
  public List<String> methods(String path) {
    var found = new TreeSet<String>();
    var methods = exact.get(path);
    if (methods != null) {
      found.addAll(methods.keySet());
    } else {
      for (var route : templates) {
        if (!route.method().equals(Route.ANY_OTHER) && value(route.path(), path) != null) {
          found.add(route.method());
        }
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable String value(String template, String path) {
    int open = template.indexOf('{');
    if (open < 0) {
      var head = template.substring(0, template.length() - 1);
      return path.startsWith(head) ? path.substring(head.length()) : null;
    }
    var head = template.substring(0, open);
    var tail = template.substring(template.indexOf('}') + 1);
    if (path.length() <= head.length() + tail.length()
        || !path.startsWith(head)
        || !path.endsWith(tail)) {
      return null;
    }
    var value = path.substring(head.length(), path.length() - tail.length());
    return value.indexOf('/') < 0 ? value : null;
  }

  /// A route, and what its path matched.
  ///
  /// @param value what stands for the template's variable part
  public record Match(Route route, String value) {}
}
