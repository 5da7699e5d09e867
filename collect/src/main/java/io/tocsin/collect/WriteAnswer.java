package io.tocsin.collect;

/// The answer to a push, in HTTP's terms.
///
/// @param status 204 stored; 400 something was refused and retrying will not help; 413, 415, 429
///   and 503 as HTTP means them
/// @param message empty on success, otherwise what was refused and why, for the sender's log
/// @param samples how many samples were stored
public record WriteAnswer(int status, String message, int samples) {}
