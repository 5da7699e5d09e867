package io.tocsin.collect;

import io.tocsin.model.Labels;

/// A target as the targets page and `/api/v1/targets` show it.
///
/// @param pool the scrape pool (job) it belongs to
/// @param discovered labels before relabelling, `__address__` and `__meta_*` among them
/// @param labels labels after relabelling, as its series carry them
/// @param scrapeUrl the URL that is scraped
/// @param globalUrl the same as seen from outside (loopback replaced by the external host)
/// @param lastError why the last scrape failed; empty when it did not
/// @param lastScrapeMillis when the last scrape began, Unix milliseconds; 0 before the first
/// @param lastScrapeSeconds how long it took
/// @param intervalMillis milliseconds between two scrapes
/// @param timeoutMillis milliseconds after which a scrape is given up
public record TargetView(
    String pool,
    Labels discovered,
    Labels labels,
    String scrapeUrl,
    String globalUrl,
    TargetHealth health,
    String lastError,
    long lastScrapeMillis,
    double lastScrapeSeconds,
    long intervalMillis,
    long timeoutMillis) {}
