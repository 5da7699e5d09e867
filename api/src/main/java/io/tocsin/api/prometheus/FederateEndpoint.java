package io.tocsin.api.prometheus;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.kit.Clock;
import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import io.tocsin.promql.QueryException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The newest sample of each selected series in the text format, for other servers to scrape.
/// Families come by name and are written one after the other: only one's label sets are held.
final class FederateEndpoint {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=";

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
    boolean utf8 = exchange.header("Accept").contains("escaping=allow-utf-8");
    var type = TYPE + (utf8 ? "allow-utf-8" : "underscores");
    // not try-with-resources: closing would end a cut answer as if it were whole
    var out = new OutputStreamWriter(exchange.stream(200, type), StandardCharsets.UTF_8);
    var text = new FamilyText(out, outside(external.get()), utf8);
    for (var family : families.entrySet()) {
      if (exchange.gone().getAsBoolean()) {
        throw new IOException("client has gone");
      }
      write(family.getKey(), family.getValue(), text);
    }
    out.close();
  }

  /// Labels of this server that a series gets where it has none of that name; an empty instance is
  /// a word too: whoever scrapes shall not set its own.
  private static Map<String, String> outside(Labels external) {
    var outside = new TreeMap<String, String>();
    outside.put("instance", "");
    external.forEach(label -> outside.put(label.name(), label.value()));
    return outside;
  }

  private static void write(String name, List<Member> members, FamilyText text) throws IOException {
    members.sort(Comparator.comparing(Member::labels));
    var buffer = new SampleBuffer();
    var last = Labels.EMPTY;
    boolean begun = false;
    for (var member : members) {
      var labels = member.labels();
      buffer.clear();
      member.set().read(member.position(), buffer);
      int newest = buffer.size() - 1;
      // the text format has no native histograms: Prometheus leaves them out of it too
      boolean shown =
          newest >= 0 && buffer.histogram(newest) == null && !StaleNan.is(buffer.values()[newest]);
      if (!shown || labels.equals(last)) {
        continue;
      }
      if (!begun) {
        text.begin(name);
        begun = true;
      }
      text.sample(name, labels, buffer.values()[newest], buffer.timestamps()[newest]);
      last = labels;
    }
  }

  /// The text of families.
  private record FamilyText(Writer out, Map<String, String> external, boolean utf8) {
    void begin(String name) throws IOException {
      out.append("# TYPE ").append(name(name)).append(" untyped\n");
    }

    private String name(String name) {
      if (LabelsText.isMetricName(name)) {
        return name;
      }
      return utf8 ? quoted(name) : underscores(name);
    }

    private static String quoted(String text) {
      return '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
      return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    /// What cannot stand in a name becomes an underscore.
    private static String underscores(String name) {
      var out = new StringBuilder();
      name.codePoints()
          .forEach(c -> {
            boolean letter =
                c == '_' || c == ':' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = !out.isEmpty() && c >= '0' && c <= '9';
            out.append(letter || digit ? (char) c : '_');
          });
      return out.toString();
    }

    void sample(String name, Labels labels, double value, long millis) throws IOException {
      boolean plain = LabelsText.isMetricName(name) || !utf8;
      out.append(plain ? name(name) : "");
      out.append('{').append(plain ? "" : name(name) + ",");
      var separator = "";
      for (var label : labels) {
        if (!label.name().equals(Labels.NAME)) {
          write(separator, label.name(), label.value());
          separator = ",";
        }
      }
      for (var label : external.entrySet()) {
        if (!labels.has(label.getKey())) {
          write(separator, label.getKey(), label.getValue());
          separator = ",";
        }
      }
      out.append("} ").append(GoFloat.g(value)).append(' ').append(Long.toString(millis));
      out.append('\n');
    }

    private void write(String separator, String name, String value) throws IOException {
      boolean legacy = LabelsText.isLabelName(name);
      out.append(separator).append(legacy ? name : utf8 ? quoted(name) : underscores(name));
      out.append("=\"").append(escaped(value)).append('"');
    }
  }
}
