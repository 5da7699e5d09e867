package io.tocsin.security;

/// A browser that someone has signed in with. Times are in milliseconds since the epoch.
///
/// @param id names it, and is no secret
/// @param user who signed in
/// @param seen about when it was used last
/// @param expires when it ends at the latest
/// @param address where it was begun
/// @param agent what the browser said of itself
public record Session(
    long id,
    String user,
    Caller.Kind kind,
    long created,
    long seen,
    long expires,
    String address,
    String agent) {}
