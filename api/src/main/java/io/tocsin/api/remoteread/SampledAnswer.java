package io.tocsin.api.remoteread;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.protobuf.ProtoWriter;
import io.tocsin.kit.SnappyOutput;
import io.tocsin.model.SampleBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// One `prometheus.ReadResponse` in one Snappy block. Both begin with lengths, so that every series
/// is encoded twice: once to be measured and once to be sent. No more than one is held. What was
/// stored in between is left out by its count; should the lengths differ all the same, the answer
/// is cut and the client asks again.
final class SampledAnswer {
  private final List<ReadSeries> queries;
  private final long allMax;
  private final Exchange exchange;
  private final SampleBuffer samples = new SampleBuffer();
  private final ProtoWriter message = new ProtoWriter();
  private final ProtoWriter scratch = new ProtoWriter();

  SampledAnswer(List<ReadSeries> queries, long allMax, Exchange exchange) {
    this.queries = queries;
    this.allMax = allMax;
    this.exchange = exchange;
  }

  @SuppressWarnings("MustBeClosedChecker")
  void send() throws IOException {
    var lengths = new long[queries.size()];
    var counts = new int[queries.size()][];
    long total = 0;
    for (int i = 0; i < lengths.length; i++) {
      counts[i] = new int[queries.get(i).size()];
      lengths[i] = length(queries.get(i), counts[i]);
      total += 1 + ProtoWriter.varintSize(lengths[i]) + lengths[i];
    }
    if (total > 0xffff_ffffL) {
      throw new HttpError(
          400, "answer: " + total + " bytes (expected: below 4 GiB, or STREAMED_XOR_CHUNKS)");
    }
    exchange.set("Content-Encoding", "snappy");
    // not try-with-resources: closing would end a cut answer as if it were whole
    var out = exchange.streamAsIs(200, "application/x-protobuf");
    var snappy = new SnappyOutput(out, total);
    for (int i = 0; i < lengths.length; i++) {
      write(queries.get(i), counts[i], lengths[i], snappy);
    }
    snappy.close();
    out.close();
  }

  /// Returns the length of a query's result and leaves the number of samples of each series.
  private long length(ReadSeries query, int[] counts) {
    long length = 0;
    long counted = 0;
    for (int i = 0; i < query.size(); i++) {
      encode(query, i, Integer.MAX_VALUE);
      counts[i] = samples.size();
      counted += samples.size();
      if (allMax > 0 && counted > allMax) {
        throw new HttpError(400, "exceeded sample limit (" + allMax + ")");
      }
      length += 1 + ProtoWriter.varintSize(message.size()) + message.size();
    }
    return length;
  }

  private void write(ReadSeries query, int[] counts, long length, OutputStream out)
      throws IOException {
    var head = new ProtoWriter();
    head.varint(1 << 3 | 2);
    head.varint(length);
    head.writeTo(out);
    for (int i = 0; i < query.size(); i++) {
      encode(query, i, counts[i]);
      head.clear();
      head.head(1, message.size());
      head.writeTo(out);
      message.writeTo(out);
    }
  }

  private void encode(ReadSeries query, int series, int samplesMax) {
    if (exchange.gone().getAsBoolean()) {
      throw new HttpError(499, "canceled");
    }
    message.clear();
    query.writeLabels(series, message, scratch);
    query.read(series, samples);
    samples.truncate(Math.min(samples.size(), samplesMax));
    for (int i = 0; i < samples.size(); i++) {
      var histogram = samples.histogram(i);
      scratch.clear();
      if (histogram == null) {
        scratch.fixed(1, samples.values()[i]);
        scratch.number(2, samples.timestamps()[i]);
        message.message(2, scratch);
      } else {
        HistogramMessage.write(samples.timestamps()[i], histogram, scratch);
        message.message(4, scratch);
      }
    }
  }
}
