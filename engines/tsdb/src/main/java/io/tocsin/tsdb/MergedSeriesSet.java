package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.tsdb.chunk.SampleRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was found in several places, series joined by their labels and samples by their times. Has
/// symbols of its own. Where two places have a sample at one time, the older block's counts.
final class MergedSeriesSet implements SeriesSet {
  private final List<SeriesSource> sources;
  private final SeriesJoin join;
  private final long min;
  private final long max;
  private final List<String> texts = new ArrayList<>(List.of(""));
  private final Map<String, Integer> symbols = new HashMap<>(Map.of("", 0));
  private final Map<String, int[]> columns = new HashMap<>();

  /// @param sources oldest samples first
  MergedSeriesSet(List<SeriesSource> sources, long min, long max) {
    this.sources = List.copyOf(sources);
    this.join = new SeriesJoin(sources);
    this.min = min;
    this.max = max;
  }

  @Override
  public int size() {
    return join.size();
  }

  @Override
  public Labels labels(int series) {
    for (int source = 0; source < sources.size(); source++) {
      int position = join.position(source, series);
      if (position >= 0) {
        return sources.get(source).labels(position);
      }
    }
    throw new IndexOutOfBoundsException(series);
  }

  @Override
  public synchronized int[] column(String labelName) {
    return columns.computeIfAbsent(labelName, this::makeColumn);
  }

  private int[] makeColumn(String labelName) {
    var column = new int[join.size()];
    Arrays.fill(column, -1);
    for (int source = 0; source < sources.size(); source++) {
      var own = sources.get(source).column(labelName);
      var translated = new HashMap<Integer, Integer>();
      for (int series = 0; series < column.length; series++) {
        int position = join.position(source, series);
        if (position >= 0 && column[series] < 0) {
          column[series] = translate(own[position], sources.get(source), translated);
        }
      }
    }
    return column;
  }

  private int translate(int symbol, SeriesSource source, Map<Integer, Integer> translated) {
    if (symbol == 0) {
      return 0;
    }
    return translated.computeIfAbsent(symbol, id -> own(source.symbol(id)));
  }

  private int own(String text) {
    var known = symbols.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  @Override
  public synchronized String symbol(int id) {
    return texts.get(id);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    int start = out.size();
    for (int source = 0; source < sources.size(); source++) {
      int position = join.position(source, series);
      if (position >= 0) {
        int before = out.size();
        sources.get(source).read(position, min, max, out);
        SampleRuns.interleave(out, start, before);
      }
    }
  }

  @Override
  public Object order() {
    return sources.stream().map(SeriesSource::name).toList();
  }

  @Override
  public void close() {}
}
