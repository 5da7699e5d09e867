package io.tocsin.bench;

import io.tocsin.bench.answer.Answer;
import io.tocsin.bench.load.TapeColumns;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;

/// Asks a peer which of the pushed samples it still has, metric by metric and host by host.
final class StoredSamples {
  private static final Duration QUERY_LIMIT = Duration.ofMinutes(2);

  private final RemoteWriteLoad load;
  private final TapeColumns columns;

  StoredSamples(RemoteWriteLoad load, TapeColumns columns) {
    this.load = load;
    this.columns = columns;
  }

  /// Acknowledged samples that are not there; more stored than acknowledged does not make up for
  /// it.
  long missing(PeerProcess process) throws IOException {
    var seriesPerName = new TreeMap<String, Integer>();
    columns.series().forEach(series -> seriesPerName.merge(series.name(), 1, Integer::sum));
    var acknowledged = load.acknowledgedByInstance();
    long missing = 0;
    for (var name : seriesPerName.entrySet()) {
      var answer = counts(process, name.getKey());
      for (var host : acknowledged.entrySet()) {
        var samples = answer.series().get("{instance=" + host.getKey() + "}");
        long stored = samples == null ? 0 : samples.get(1).longValue();
        long expected = (long) host.getValue() * name.getValue();
        missing += Math.max(0, expected - stored);
      }
    }
    return missing;
  }

  private Answer counts(PeerProcess process, String name) throws IOException {
    long seconds = load.shape().spanMillis() / 1_000;
    var promql =
        "sum by (instance) (count_over_time(%s{job=\"node\",dc=~\".+\"}[%ds]))"
            .formatted(name, seconds);
    var path = new Question(false, promql).path(load.shape().endMillis(), process.peer());
    var reply = process.web().get(path, QUERY_LIMIT);
    if (reply.status() != 200) {
      throw new IOException(promql + ": status " + reply.status() + " (expected: 200)");
    }
    return Answer.parse(reply.body());
  }
}
