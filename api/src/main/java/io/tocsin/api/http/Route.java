package io.tocsin.api.http;

/// One line of the route table.
///
/// @param method in capitals
/// @param path below the route prefix; one segment may be `{name}`, a last `*` stands for the rest
/// @param what it does, for people
/// @param changes whether the request changes something here, so that a foreign page must not send
///   it
public record Route(String method, String path, String what, boolean changes, Endpoint endpoint) {
  public static Route reading(String method, String path, String what, Endpoint endpoint) {
    return new Route(method, path, what, false, endpoint);
  }

  public static Route changing(String method, String path, String what, Endpoint endpoint) {
    return new Route(method, path, what, true, endpoint);
  }
}
