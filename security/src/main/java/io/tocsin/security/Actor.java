package io.tocsin.security;

/// Who makes a change, for the audit log.
///
/// @param name of the user or token
/// @param address that the request came from; `command` for the command line, empty for this
///   program's own doing
public record Actor(String name, String address) {
  /// Someone at a shell of this machine.
  public static final String COMMAND = "command";
}
