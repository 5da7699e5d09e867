package io.tocsin.api;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.prometheus.SelfMetricsProtobuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Exposes the process' own metrics in the format that is asked for.
final class MetricsEndpoint implements Endpoint {
  private static final int OUT_BYTES = 64 << 10;

  private final PrometheusRegistry metrics;
  private final ExpositionFormats formats = ExpositionFormats.init();

  MetricsEndpoint(PrometheusRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    var accept = exchange.header("Accept");
    var out = new ByteArrayOutputStream(OUT_BYTES);
    if (SelfMetricsProtobuf.isWanted(accept)) {
      new SelfMetricsProtobuf().write(metrics.scrape(), out);
      exchange.send(200, SelfMetricsProtobuf.TYPE, out.toByteArray());
      return;
    }
    var writer = formats.findWriter(accept);
    writer.write(out, metrics.scrape());
    exchange.send(200, writer.getContentType(), out.toByteArray());
  }
}
