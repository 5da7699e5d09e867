package io.tocsin.promql;

/// A query that has not been answered yet.
///
/// @param id names it until it ends; never used again while the process lives
/// @param query as it was written
/// @param startMillis the first time that is evaluated, Unix milliseconds
/// @param endMillis the last one
/// @param stepMillis between two of them; 0 for a query at one time
/// @param beganMillis when it arrived, Unix milliseconds
/// @param runningNanos how long ago that was
/// @param samplesRead how many samples it has looked at so far
/// @param waiting whether it waits for others to end
public record RunningQuery(
    long id,
    String query,
    long startMillis,
    long endMillis,
    long stepMillis,
    long beganMillis,
    long runningNanos,
    long samplesRead,
    boolean waiting) {}
