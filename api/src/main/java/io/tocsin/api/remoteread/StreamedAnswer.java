package io.tocsin.api.remoteread;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
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
    for (int i = 0; i < samples.size(); i++) {
      // native histograms have chunks of another kind, which are not made yet
      if (samples.histogram(i) == null) {
        chunk.add(samples.timestamps()[i], samples.values()[i]);
      }
      if (chunk.samples() == XorChunk.SAMPLES_MAX) {
        cutChunk();
      }
      if (chunks.size() > 0 && labels.size() + chunks.size() >= frameBytes) {
        cutFrame(query, out);
      }
    }
    if (chunk.samples() > 0) {
      cutChunk();
    }
    if (chunks.size() > 0) {
      cutFrame(query, out);
    }
  }

  private void cutChunk() {
    scratch.clear();
    scratch.number(1, chunk.firstTime());
    scratch.number(2, chunk.lastTime());
    scratch.number(3, XOR);
    scratch.bytes(4, chunk.array(), chunk.length());
    chunks.message(2, scratch);
    chunk.clear();
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
