package io.tocsin.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.MetricType;
import org.junit.jupiter.api.Test;

final class OwnCollectorTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void namesComeOutAsInTheTextFormat() {
    Counter.builder()
        .name("c_total")
        .help("h")
        .labelNames("l")
        .register(registry)
        .labelValues("v")
        .inc(2);
    Gauge.builder().name("g").help("h").register(registry).set(-1.5);
    var histogram =
        Histogram.builder()
            .name("h")
            .help("h")
            .classicOnly()
            .classicUpperBounds(0.5, 1)
            .register(registry);
    histogram.observe(0.2);
    histogram.observe(0.7);
    histogram.observe(5);
    Summary.builder().name("s").help("h").quantile(0.5).register(registry).observe(3);
    Info.builder()
        .name("i_info")
        .help("h")
        .labelNames("version")
        .register(registry)
        .setLabelValues("1.0");
    StateSet.builder().name("st").help("h").states("on", "off").register(registry).setTrue("on");

    var sink = new SampleMap();
    new OwnCollector(registry).collect(sink);

    assertThat(sink.values)
        .containsEntry("c_total{l=\"v\"}", 2.0)
        .containsEntry("g", -1.5)
        .containsEntry("h_bucket{le=\"0.5\"}", 1.0)
        .containsEntry("h_bucket{le=\"1.0\"}", 2.0)
        .containsEntry("h_bucket{le=\"+Inf\"}", 3.0)
        .containsEntry("h_count", 3.0)
        .containsEntry("s{quantile=\"0.5\"}", 3.0)
        .containsEntry("s_count", 1.0)
        .containsEntry("s_sum", 3.0)
        .containsEntry("i_info{version=\"1.0\"}", 1.0)
        .containsEntry("st{st=\"on\"}", 1.0)
        .containsEntry("st{st=\"off\"}", 0.0);
    assertThat(sink.values.get("h_sum"))
        .isEqualTo(5.9, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(sink.types)
        .containsEntry("c_total", MetricType.COUNTER)
        .containsEntry("h", MetricType.HISTOGRAM)
        .containsEntry("i_info", MetricType.GAUGE);
  }
}
