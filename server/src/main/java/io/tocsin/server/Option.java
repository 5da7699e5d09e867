package io.tocsin.server;

import java.util.List;

/// One option of a command. A flag has an empty `value`; aliases are understood but not advertised
/// first; an option without effect is accepted with a warning, so that an existing unit file
/// starts.
public record Option(
    String name, String value, String help, List<String> aliases, boolean hasEffect) {
  public static Option of(String name, String value, String help, String... aliases) {
    return new Option(name, value, help, List.of(aliases), true);
  }

  /// Makes an option without a value.
  public static Option flag(String name, String help, String... aliases) {
    return new Option(name, "", help, List.of(aliases), true);
  }

  public static Option ignored(String name, String value) {
    return new Option(
        name, value, "accepted for Prometheus' sake, without effect", List.of(), false);
  }

  boolean isFlag() {
    return value.isEmpty();
  }

  boolean isNamed(String text) {
    return name.equals(text) || aliases.contains(text);
  }
}
