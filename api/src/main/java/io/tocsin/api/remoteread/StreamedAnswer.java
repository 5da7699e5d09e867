package io.tocsin.api.remoteread;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.protobuf.ProtoWriter;
import io.tocsin.model.Histogram;
import io.tocsin.model.SampleBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32C;

/// Frames of `prometheus.ChunkedReadResponse`: length, checksum, message. A frame holds chunks of
/// one series; series come in the order of their labels.
final class StreamedAnswer {
  static final String TYPE =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
  private static final int XOR = 1;

  private final List<ReadSeries> queries;
  private final int frameBytes;
  private final Exchange exchange;
  private final SampleBuffer samples = new SampleBuffer();
  private final XorChunk chunk = new XorChunk();
  private final HistogramChunk histograms = new HistogramChunk();
  private final ProtoWriter labels = new ProtoWriter();
  private final ProtoWriter chunks = new ProtoWriter();
  private final ProtoWriter scratch = new ProtoWriter();
  private final ProtoWriter frame = new ProtoWriter();

  StreamedAnswer(List<ReadSeries> queries, int frameBytes, Exchange exchange) {
    this.queries = queries;
    this.frameBytes = frameBytes;
    this.exchange = exchange;
  }

  @SuppressWarnings("MustBeClosedChecker")
  void send() throws IOException {
    // not try-with-resources: closing would end a cut answer as if it were whole
    var out = exchange.streamAsIs(200, TYPE);
    for (int query = 0; query < queries.size(); query++) {
      var series = queries.get(query);
      for (int position : series.sorted()) {
        write(series, position, query, out);
      }
    }
    out.close();
  }

  private void write(ReadSeries series, int position, int query, OutputStream out)
      throws IOException {
    if (exchange.gone().getAsBoolean()) {
      throw new HttpError(499, "canceled");
    }
    series.read(position, samples);
    labels.clear();
    series.writeLabels(position, labels, scratch);
    chunks.clear();
    chunk.clear();
    histograms.clear();
    for (int i = 0; i < samples.size(); i++) {
      var histogram = samples.histogram(i);
      if (histogram == null) {
        add(samples.timestamps()[i], samples.values()[i]);
      } else {
        add(samples.timestamps()[i], histogram, i == 0);
      }
      if (chunks.size() > 0 && labels.size() + chunks.size() >= frameBytes) {
        cutFrame(query, out);
      }
    }
    cutChunk();
    cutHistograms();
    if (chunks.size() > 0) {
      cutFrame(query, out);
    }
  }

  private void add(long time, double value) {
    cutHistograms();
    chunk.add(time, value);
    if (chunk.samples() == XorChunk.SAMPLES_MAX) {
      cutChunk();
    }
  }

  private void add(long time, Histogram histogram, boolean begins) {
    cutChunk();
    if (!histograms.takes(histogram)) {
      cutHistograms();
    }
    histograms.add(time, histogram, begins);
  }

  private void cutChunk() {
    if (chunk.samples() > 0) {
      head(chunk.firstTime(), chunk.lastTime(), XOR);
      scratch.bytes(4, chunk.array(), chunk.length());
      chunks.message(2, scratch);
      chunk.clear();
    }
  }

  private void cutHistograms() {
    if (histograms.samples() > 0) {
      head(histograms.firstTime(), histograms.lastTime(), histograms.encoding());
      scratch.bytes(4, histograms.array(), histograms.length());
      chunks.message(2, scratch);
      histograms.clear();
    }
  }

  private void head(long first, long last, int encoding) {
    scratch.clear();
    scratch.number(1, first);
    scratch.number(2, last);
    scratch.number(3, encoding);
  }

  private void cutFrame(int query, OutputStream out) throws IOException {
    frame.clear();
    frame.head(1, labels.size() + chunks.size());
    frame.append(labels);
    frame.append(chunks);
    frame.number(2, query);
    var sum = new CRC32C();
    sum.update(frame.array(), 0, frame.size());
    scratch.clear();
    scratch.varint(frame.size());
    scratch.bigEndian((int) sum.getValue());
    scratch.writeTo(out);
    frame.writeTo(out);
    chunks.clear();
  }
}
