package io.tocsin.api.remoteread;

import io.tocsin.api.protobuf.ProtoWriter;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The series of one query, with the labels that say which server they come from.
final class ReadSeries implements AutoCloseable {
  private final SeriesSet set;
  private final Labels external;

  ReadSeries(Querier querier, ReadRequest.Query query, Labels external) {
    this.external = external;
    this.set =
        querier.select(inside(query.matchers(), external), query.startMillis(), query.endMillis());
  }

  /// Series here do not carry the labels that they get on their way out: who asks for them with the
  /// right value asks for series without them.
  private static List<Matcher> inside(List<Matcher> matchers, Labels external) {
    var inside = new ArrayList<Matcher>();
    for (var matcher : matchers) {
      boolean ours =
          matcher.type() == Matcher.Type.EQUAL
              && matcher.value().equals(external.value(matcher.name()));
      inside.add(ours ? Matcher.equal(matcher.name(), "") : matcher);
    }
    return inside;
  }

  int size() {
    return set.size();
  }

  /// Returns the positions of all series in the order of their labels.
  int[] sorted() {
    var labels = new Labels[set.size()];
    Arrays.setAll(labels, set::labels);
    var order = new Integer[labels.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> labels[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  void read(int series, SampleBuffer out) {
    out.clear();
    set.read(series, out);
  }

  /// Writes a series' labels as the first field of what it is part of; its own count more.
  void writeLabels(int series, ProtoWriter out, ProtoWriter scratch) {
    var own = set.labels(series);
    var builder = external.builder();
    own.forEach(label -> builder.set(label.name(), label.value()));
    for (var label : builder.build()) {
      scratch.clear();
      scratch.text(1, label.name());
      scratch.text(2, label.value());
      out.message(1, scratch);
    }
  }

  @Override
  public void close() {
    set.close();
  }
}
