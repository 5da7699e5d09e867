package io.tocsin.api.prometheus;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import io.tocsin.promql.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The newest sample of each selected series in the text format or as protobuf, for other servers
/// to scrape. Families come by name and are written one after the other: only one's label sets are
/// held.
final class FederateEndpoint {
  private final SeriesStore store;
  private final PromqlText promql;
  private final Supplier<Labels> external;
  private final long lookbackMillis;
  private final Clock clock;
  private final Counter errors;

  FederateEndpoint(
      SeriesStore store,
      PromqlText promql,
      Supplier<Labels> external,
      long lookbackMillis,
      Clock clock,
      PrometheusRegistry registry) {
    this.store = store;
    this.promql = promql;
    this.external = external;
    this.lookbackMillis = lookbackMillis;
    this.clock = clock;
    this.errors =
        Counter.builder()
            .name("tocsin_http_federation_errors_total")
            .help("Federation answers that failed.")
            .register(registry);
  }

  /// A series of a family: which set it is from, and where there.
  private record Member(SeriesSet set, int position) {
    Labels labels() {
      return set.labels(position);
    }
  }

  void answer(Exchange exchange) throws IOException {
    var selectors = new ArrayList<List<Matcher>>();
    for (var text : exchange.parameters().all("match[]")) {
      selectors.add(selector(text));
    }
    long now = clock.millis();
    try (var querier = store.querier(now - lookbackMillis, now)) {
      var sets = new ArrayList<SeriesSet>();
      try {
        for (var selector : selectors) {
          sets.add(querier.select(selector, now - lookbackMillis, now));
        }
        answer(exchange, families(sets));
      } finally {
        sets.forEach(SeriesSet::close);
      }
    } catch (StoreException e) {
      errors.inc();
      throw new HttpError(
          e.kind() == StoreException.Kind.UNAVAILABLE ? 503 : 500, String.valueOf(e.getMessage()));
    }
  }

  private List<Matcher> selector(String text) {
    try {
      return promql.selector(text);
    } catch (QueryException e) {
      throw new HttpError(400, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, List<Member>> families(List<SeriesSet> sets) {
    var families = new TreeMap<String, List<Member>>();
    for (var set : sets) {
      var names = set.column(Labels.NAME);
      for (int i = 0; i < set.size(); i++) {
        if (names[i] != 0) {
          var name = set.symbol(names[i]);
          families.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Member(set, i));
        }
      }
    }
    return families;
  }

  @SuppressWarnings("MustBeClosedChecker")
  private void answer(Exchange exchange, Map<String, List<Member>> families) throws IOException {
    var accept = exchange.header("Accept");
    boolean utf8 = accept.contains("escaping=allow-utf-8");
    boolean protobuf = AcceptedFormat.prefersProtobuf(accept, "text/plain");
    var type = protobuf ? FederatedProtobuf.TYPE : FederatedText.TYPE;
    // not try-with-resources: closing would end a cut answer as if it were whole
    var stream = exchange.stream(200, type + (utf8 ? "allow-utf-8" : "underscores"));
    var labels = external.get();
    var out =
        protobuf
            ? new FederatedProtobuf(stream, labels, utf8)
            : new FederatedText(stream, labels, utf8);
    for (var members : families.values()) {
      if (exchange.gone().getAsBoolean()) {
        throw new IOException("client has gone");
      }
      write(members, out);
    }
    out.close();
  }

  private static void write(List<Member> members, FederatedFamilies out) throws IOException {
    members.sort(Comparator.comparing(Member::labels));
    var buffer = new SampleBuffer();
    var last = Labels.EMPTY;
    for (var member : members) {
      var labels = member.labels();
      buffer.clear();
      member.set().read(member.position(), buffer);
      int newest = buffer.size() - 1;
      if (newest < 0 || labels.equals(last)) {
        continue;
      }
      var histogram = buffer.histogram(newest);
      if (histogram != null) {
        out.histogram(labels, buffer.timestamps()[newest], histogram);
      } else if (!StaleNan.is(buffer.values()[newest])) {
        out.sample(labels, buffer.timestamps()[newest], buffer.values()[newest]);
      }
      last = labels;
    }
  }
}
