/// Anomalies: what a series should be at a time of the week, how far it may stray, and how far it
/// does. The calculation is pure: values in, bands out. Everything here is immutable or used by one
/// thread.
///
/// The rule: of the same time in the four weeks before, a few points to each side, the median is
/// what is expected and the median deviation says how wide the band is. The level of the last hours
/// against the same hours then moves both, so that growth is no anomaly. What has been seen in more
/// than one week, such as the spike of a nightly job, is none either.
@NullMarked
package io.tocsin.rules.anomaly;

import org.jspecify.annotations.NullMarked;
