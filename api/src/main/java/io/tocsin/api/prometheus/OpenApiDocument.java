package io.tocsin.api.prometheus;

import io.tocsin.api.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The description of what is served, in OpenAPI's form, written from the route table itself so
/// that it cannot tell of anything else. Paths below the base stand as in Prometheus' own
/// description, without it; the others are whole and name their server, but for pages whose path
/// one of the former has. Safe for use by many threads.
final class OpenApiDocument {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

  private final String prefix;
  private final String base;

  /// @param prefix what all paths begin with for clients
  /// @param base what Prometheus' paths begin with; in the document it is part of the server
  OpenApiDocument(String prefix, String base) {
    this.prefix = prefix;
    this.base = base;
  }

  String of(List<Route> routes, String version) {
    return new Writing(new StringBuilder()).document(routes, version);
  }

  /// One document being written.
  private final class Writing {
    private final StringBuilder out;

    Writing(StringBuilder out) {
      this.out = out;
    }

    String document(List<Route> routes, String version) {
      head(version);
      var paths = new TreeMap<String, List<Route>>();
      for (var route : routes) {
        if (METHODS.contains(route.method()) && !route.path().endsWith("*")) {
          paths.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(route);
        }
      }
      paths.keySet().removeIf(path -> paths.containsKey(base + path));
      paths.entrySet().forEach(this::path);
      components();
      return out.toString();
    }

    private void head(String version) {
      line(0, "openapi: 3.1.0");
      line(0, "info:");
      line(1, "title: Tocsin");
      line(
          1, "description: The HTTP APIs of Prometheus and Alertmanager, and what is around them.");
      line(1, "version: " + version);
      line(0, "servers:");
      line(1, "- url: \"" + prefix + base + "\"");
      line(0, "paths:");
    }

    private void line(int depth, String text) {
      out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private void path(Map.Entry<String, List<Route>> path) {
      boolean isBelow = path.getKey().startsWith(base + "/");
      line(1, "\"" + (isBelow ? path.getKey().substring(base.length()) : path.getKey()) + "\":");
      if (!isBelow) {
        line(2, "servers:");
        line(3, "- url: \"" + (prefix.isEmpty() ? "/" : prefix) + "\"");
      }
      for (var route : path.getValue()) {
        operation(route);
      }
    }

    private void operation(Route route) {
      line(2, route.method().toLowerCase(Locale.ROOT) + ":");
      line(3, "summary: " + route.what());
      line(3, "operationId: \"" + operationId(route) + "\"");
      parameters(route);
      line(3, "responses:");
      line(4, "\"2XX\":");
      line(5, "description: Done.");
      line(4, "default:");
      line(5, "description: Refused or failed.");
      if (!route.path().startsWith(base + "/")) {
        return;
      }
      line(5, "content:");
      line(6, "application/json:");
      line(7, "schema:");
      line(8, "$ref: \"#/components/schemas/Error\"");
    }

    private String operationId(Route route) {
      return (route.method() + route.path().replaceAll("[^A-Za-z0-9]+", "-"))
          .toLowerCase(Locale.ROOT);
    }

    private void parameters(Route route) {
      int open = route.path().indexOf('{');
      if (open < 0 && route.parameters().isEmpty()) {
        return;
      }
      line(3, "parameters:");
      if (open >= 0) {
        parameter(route.path().substring(open + 1, route.path().indexOf('}')), "path", true);
      }
      for (var name : route.parameters()) {
        parameter(name.replace("!", ""), "query", name.endsWith("!"));
      }
    }

    private void parameter(String name, String in, boolean required) {
      line(4, "- name: \"" + name + "\"");
      line(5, "in: " + in);
      line(5, "required: " + required);
      line(5, "schema:");
      if (name.endsWith("[]")) {
        line(6, "type: array");
        line(6, "items:");
        line(7, "type: string");
      } else {
        line(6, "type: string");
      }
    }

    private void components() {
      line(0, "components:");
      line(1, "schemas:");
      line(2, "Error:");
      line(3, "type: object");
      line(3, "required: [status, errorType, error]");
      line(3, "properties:");
      line(4, "status:");
      line(5, "type: string");
      line(5, "enum: [error]");
      line(4, "errorType:");
      line(5, "type: string");
      line(5, "enum:");
      for (var type : ApiError.Type.values()) {
        line(6, "- " + type.text);
      }
      line(4, "error:");
      line(5, "type: string");
    }
  }
}
