package io.tocsin.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.dashboards.Dashboard;
import io.tocsin.kit.Clock;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleQueries;
import io.tocsin.rules.RuleQuery;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSample;
import io.tocsin.rules.RuleTemplates;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A server with a real catalog behind what is made on the pages.
final class PageFixture implements Closeable {
  static final String PROVIDED =
      """
      dashboard: 1
      uid: given
      title: Given
      tags: [host]
      panels: []
      """;

  final FakeParts fake;
  final List<List<PageStores.RuleText>> taken = new ArrayList<>();
  final FakeSettings settings = new FakeSettings();
  private final Catalog catalog;
  final HttpServer server;
  final RawClient client;

  PageFixture(Path folder) throws IOException {
    this(folder, new FakeParts());
  }

  /// Beside these parts.
  PageFixture(Path folder, FakeParts fake) throws IOException {
    this.fake = fake;
    catalog = Catalog.open(folder, PageStores.parts(), fake.clock, new PrometheusRegistry());
    fake.pages = parts(catalog, fake.clock, settings, taken);
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
    client = new RawClient(server.port());
  }

  /// Returns parts for another server.
  static PageParts parts(Catalog catalog, Clock clock) {
    return parts(catalog, clock, new FakeSettings(), new ArrayList<>());
  }

  private static PageParts parts(
      Catalog catalog, Clock clock, FakeSettings settings, List<List<PageStores.RuleText>> taken) {
    var stores = new PageStores(catalog, clock);
    var given =
        new ProvidedBoards.Provided(
            Dashboard.read("given.yaml", PROVIDED), "Files", "file", FakeParts.NOW);
    return new PageParts(stores, () -> List.of(given), new Rules(stores, taken), settings);
  }

  private record Rules(PageStores stores, List<List<PageStores.RuleText>> taken)
      implements RuleControl {
    @Override
    public RuleFile read(String name, String yaml) {
      var reading = new RuleFile.Reading(new Parsing(), RuleTemplates.prometheus());
      return RuleFile.read(FOLDER + name, yaml, reading);
    }

    @Override
    public void takeUp() {
      taken.add(stores.rules());
    }
  }

  private static final class Parsing implements RuleQueries {
    @Override
    public RuleQuery parse(String query) {
      try {
        return new RuleQuery(PromqlParser.parse(query).toString(), List.of());
      } catch (QueryException e) {
        throw new RuleQueryException(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public List<RuleSample> instant(String query, long timeMillis) {
      return List.of();
    }
  }

  /// One file in memory.
  static final class FakeSettings implements SettingsSource {
    String text = "global:\n  scrape_interval: 15s\n  password: abc\nrest: 1\n";

    @Override
    public List<ConfigFile> files() {
      return List.of(new ConfigFile(Kind.MAIN, "/etc/p.yml", text, FakeParts.NOW, true));
    }

    @Override
    public long loadedMillis() {
      return FakeParts.NOW;
    }

    @Override
    public List<String> problems(ConfigFile file, String wanted) {
      return wanted.contains("bad") ? List.of(file.path() + ":2: bad (expected: good)") : List.of();
    }

    @Override
    public void write(ConfigFile file, String wanted) {
      var problems = problems(file, wanted);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(problems.getFirst());
      }
      text = wanted;
    }

    @Override
    public List<Stored> stored() {
      return List.of(new Stored("metrics", "/d/tsdb", 42, 1_000, 2_000, 7, 86_400_000, 0));
    }

    @Override
    public Disk disk() {
      return new Disk("/d", 1_000, 400);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    catalog.close();
  }
}
