package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.TargetSource;
import io.tocsin.collect.TargetView;
import io.tocsin.collect.WriteAnswer;
import io.tocsin.kit.Clock;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.RunningQuery;
import io.tocsin.promql.Value;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.RuleSource;
import io.tocsin.security.Security;
import io.tocsin.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers of parts that are not under test: three series, two targets, queries by a function.
final class FakeParts {
  static final long NOW = 1_700_000_000_123L;
  static final List<Labels> SERIES =
      List.of(
          Labels.of("__name__", "up", "job", "node", "instance", "a:9100"),
          Labels.of("__name__", "up", "job", "node", "instance", "b:9100"),
          Labels.of("__name__", "heat", "room", "kitchen \"1\"\n"));

  final ManualClock clock = new ManualClock(NOW);
  final PrometheusRegistry registry = new PrometheusRegistry();
  final AtomicInteger reloads = new AtomicInteger();
  final AtomicInteger quits = new AtomicInteger();
  private final Semaphore quitSignals = new Semaphore(0);
  final List<String> writes = new ArrayList<>();
  volatile List<Health.Component> components =
      List.of(new Health.Component("store", Health.State.HEALTHY, ""));
  volatile BiFunction<String, QueryOptions, QueryResult> queries = FakeParts::evaluate;
  final Notices notices = new Notices(2, clock, registry);
  final List<String> cancels = new ArrayList<>();
  SeriesStore store = (ReadOnlyStore) ListQuerier::new;
  QueryRunner runner = new Runner();
  ExemplarSource exemplars = ExemplarSource.NONE;
  MetadataSource metadata = MetadataSource.NONE;
  Labels external = Labels.EMPTY;
  @Nullable StoreAdmin admin;
  @Nullable AlertingParts alerting;
  @Nullable Security security;
  RuleSource rules = RuleSource.NONE;
  AlertmanagerSource alertmanagers = AlertmanagerSource.NONE;
  BackupSource backups =
      () -> {
        throw new BackupSource.Busy("backup: one is under way");
      };

  ApiParts parts() {
    return parts(registry, clock);
  }

  /// The same parts for another server: a registry takes each name once.
  ApiParts parts(PrometheusRegistry metrics, Clock time) {
    return new ApiParts(
        store,
        runner,
        PromqlText.ofParser(),
        new Targets(),
        (body, type, encoding) -> {
          writes.add(body.length + " " + type + " " + encoding);
          return new WriteAnswer(body.length == 0 ? 400 : 204, body.length == 0 ? "empty" : "", 1);
        },
        exemplars,
        () -> metadata.metadata(),
        new Tsdb(),
        admin,
        alerting,
        rules,
        alertmanagers,
        backups,
        security,
        new Status(),
        question -> components,
        new Life(),
        notices,
        metrics,
        time);
  }

  /// The process is asked to end after the answer is sent.
  void awaitQuits(int count) throws InterruptedException {
    assertThat(quitSignals.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
  }

  private static QueryResult evaluate(String query, QueryOptions options) {
    Value value =
        switch (query) {
          case "1" -> new Value.Scalar(NOW, 1);
          case "\"a\"" -> new Value.Text(NOW, "a");
          case "up[1m]" ->
              new Value.Matrix(
                  List.of(
                      new Value.MatrixSeries(
                          SERIES.get(0), new long[] {0, 1500}, new double[] {1, 0.25}, 2)));
          case "bad" -> throw new QueryException(QueryException.Kind.BAD_DATA, "1:1: parse error");
          case "many" -> throw new QueryException(QueryException.Kind.EXECUTION, "many-to-many");
          case "slow" -> throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out");
          case "gone" -> throw new QueryException(QueryException.Kind.CANCELED, "query canceled");
          case "bug" -> throw new QueryException(QueryException.Kind.INTERNAL, "bug");
          default ->
              new Value.Vector(
                  NOW,
                  List.of(
                      new Value.VectorSample(SERIES.get(0), 1.5),
                      new Value.VectorSample(SERIES.get(2), Double.NaN)));
        };
    return new QueryResult(
        value, List.of(), List.of(), new QueryStats(42, 40, 7, 1_000_000, 2_000_000, 3_000_000));
  }

  private final class Runner implements QueryRunner {
    @Override
    public QueryResult instant(String query, long timeMillis, QueryOptions options) {
      return queries.apply(query, options);
    }

    @Override
    public QueryResult range(QueryRange range, QueryOptions options) {
      return queries.apply(range.query(), options);
    }

    @Override
    public List<RunningQuery> running() {
      return List.of(
          new RunningQuery(7, "rate(up[1m])", 0, 60_000, 15_000, NOW, 1_500_000_000, 12, false),
          new RunningQuery(8, "up", NOW, NOW, 0, NOW, 0, 0, true));
    }

    @Override
    public boolean cancel(long id) {
      cancels.add("cancel " + id);
      return id == 7;
    }
  }

  private static final class Targets implements TargetSource {
    private static final TargetView UP =
        new TargetView(
            "node",
            Labels.of("__address__", "a:9100"),
            Labels.of("job", "node", "instance", "a:9100"),
            "http://a:9100/metrics",
            "http://a:9100/metrics",
            TargetHealth.UP,
            "",
            NOW,
            0.0125,
            15_000,
            10_000);
    private static final TargetView DOWN =
        new TargetView(
            "web",
            Labels.of("__address__", "b:80"),
            Labels.of("job", "web", "instance", "b:80"),
            "http://b:80/metrics",
            "http://b:80/metrics",
            TargetHealth.DOWN,
            "connection refused",
            0,
            0,
            90_000,
            10_000);

    @Override
    public List<String> pools() {
      return List.of("node", "web");
    }

    @Override
    public List<TargetView> active() {
      return List.of(UP, DOWN);
    }

    @Override
    public Map<String, List<Labels>> dropped() {
      return Map.of("web", List.of(Labels.of("__address__", "c:80")));
    }

    @Override
    public Map<String, Integer> droppedCounts() {
      return Map.of("node", 0, "web", 1);
    }

    @Override
    public Map<String, MetricMetadata> metadata(TargetView target) {
      return target == UP
          ? Map.of("up_total", new MetricMetadata(MetricType.COUNTER, "", "Says so."))
          : Map.of();
    }

    @Override
    public @Nullable String poolText(String pool) {
      return pools().contains(pool) ? "job_name: " + pool + "\n" : null;
    }

    @Override
    public @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered) {
      var rule = new RelabelStep.Rule(List.of("a", "b"), ";", "(.*)", 0, "c", "$1", "replace");
      var joined = discovered.value("a") + ";" + discovered.value("b");
      return pools().contains(pool)
          ? List.of(new RelabelStep(rule, discovered.with("c", joined), true))
          : null;
    }
  }

  private static final class Tsdb implements TsdbStatus {
    @Override
    public Stats stats(int limit) {
      var counts = List.of(new Count("up", 2), new Count("heat", 1));
      var cut = counts.subList(0, Math.min(limit, 2));
      return new Stats(3, 5, 3, NOW - 1000, NOW, cut, cut, cut, cut);
    }

    @Override
    public List<BlockFacts> blocks() {
      return List.of(
          new BlockFacts("b1", NOW - 1000, NOW, new BlockCounts(3, 40, 4), 2, List.of("a", "b")));
    }

    @Override
    public Replay replay() {
      return new Replay(1, 4, 4);
    }
  }

  private final class Status implements StatusSource {
    @Override
    public String configYaml() {
      return "global:\n  scrape_interval: 15s\n";
    }

    @Override
    public Map<String, String> flags() {
      return Map.of("web.listen-address", "127.0.0.1:9090");
    }

    @Override
    public Labels externalLabels() {
      return external;
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
      return Map.of("api", Map.of("admin", false, "lifecycle", true));
    }

    @Override
    public Runtime runtime() {
      return new Runtime(NOW - 5000, "/srv", "host", true, NOW, 0, 12, 2, 1 << 30, "15d");
    }

    @Override
    public Build build() {
      return new Build("0.1.0", "3.14.0", "abc", "2026-01-01");
    }
  }

  private final class Life implements Lifecycle {
    @Override
    public void reload() {
      if (reloads.incrementAndGet() > 1) {
        throw new IllegalArgumentException("prometheus.yml:3: job: twice");
      }
    }

    @Override
    public void quit() {
      quits.incrementAndGet();
      quitSignals.release();
    }
  }

  private static final class ListQuerier implements Querier {
    private static List<Labels> matching(List<Matcher> matchers) {
      return SERIES.stream()
          .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels)))
          .toList();
    }

    @Override
    public SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
      return new ListSet(matching(matchers));
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) {
      var names = new TreeSet<String>();
      matching(matchers).forEach(labels -> labels.forEach(label -> names.add(label.name())));
      return names.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      var values = new TreeSet<String>();
      matching(matchers).forEach(labels -> values.add(labels.value(name)));
      values.remove("");
      return values.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
    }

    @Override
    public void close() {}
  }

  private record ListSet(List<Labels> series) implements SeriesSet {
    @Override
    public int size() {
      return series.size();
    }

    @Override
    public Labels labels(int position) {
      return series.get(position);
    }

    @Override
    public int[] column(String labelName) {
      return IntStream.range(0, series.size())
          .map(i -> series.get(i).has(labelName) ? i + 1 : 0)
          .toArray();
    }

    @Override
    public String symbol(int id) {
      return id == 0 ? "" : series.get(id - 1).metricName();
    }

    @Override
    public void read(int position, SampleBuffer out) {
      out.add(NOW, position);
    }

    @Override
    public void close() {}
  }
}
