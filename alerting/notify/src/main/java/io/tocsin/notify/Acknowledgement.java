package io.tocsin.notify;

/// Somebody has taken an alert on. It lasts until the alert is over.
///
/// @param by who
/// @param atMillis when, since the epoch
/// @param comment may be empty
public record Acknowledgement(String by, long atMillis, String comment) {}
