package io.tocsin.api.remoteread;

import io.tocsin.model.Matcher;
import java.util.List;

/// What a client asks for.
///
/// @param streamed whether it wants chunks in frames rather than one message of samples
record ReadRequest(List<Query> queries, boolean streamed) {
  /// One selection over a span of time, both ends included.
  record Query(List<Matcher> matchers, long startMillis, long endMillis) {}
}
