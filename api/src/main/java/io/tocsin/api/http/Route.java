package io.tocsin.api.http;

import java.util.List;

/// One line of the route table.
///
/// @param method in capitals
/// @param path below the route prefix; one segment may be `{name}`, a last `*` stands for the rest
/// @param what it does, for people
/// @param changes whether the request changes something here, so that a foreign page must not send
///   it
/// @param parameters that it reads, for the reference; a `!` behind a name says that it must be
///   there, and names of lists end in `[]`
public record Route(
    String method,
    String path,
    String what,
    boolean changes,
    List<String> parameters,
    Endpoint endpoint) {
  /// The method of a route that answers, in the words of a peer, for methods that a known path does
  /// not have.
  public static final String ANY_OTHER = "*";

  public static Route reading(String method, String path, String what, Endpoint endpoint) {
    return new Route(method, path, what, false, List.of(), endpoint);
  }

  public static Route changing(String method, String path, String what, Endpoint endpoint) {
    return new Route(method, path, what, true, List.of(), endpoint);
  }

  /// Returns the same route with the names of its parameters, separated by blanks.
  public Route with(String names) {
    var list = names.isEmpty() ? List.<String>of() : List.of(names.split(" "));
    return new Route(method, path, what, changes, list, endpoint);
  }
}
