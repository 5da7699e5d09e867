package io.tocsin.collect.scrape;

import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;

/// What all pools and loops share.
///
/// @param typeLabels whether series get the label `__type__` where it is known
record ScrapeEnvironment(
    SeriesStore store,
    Clock clock,
    ReadFiles files,
    Buffers.Pool buffers,
    SharedTexts texts,
    ScrapeMetrics metrics,
    String userAgent,
    boolean typeLabels) {}
