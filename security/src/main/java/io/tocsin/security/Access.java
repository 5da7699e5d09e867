package io.tocsin.security;

/// What it takes to do something: at least this role, and, of a token, this scope.
public record Access(Role role, Scope scope) {}
