package io.tocsin.promql.rollup;

/// `max_over_time` and `min_over_time` in time linear in samples and steps: candidates wait in a
/// queue that is kept in falling (rising) order. NaN counts only where a window has nothing else.
final class Extremes implements Rollup {
  private final boolean max;
  private int[] queue = new int[256];

  Extremes(boolean max) {
    this.max = max;
  }

  @Override
  public void apply(Run run, double[] out) {
    if (queue.length < run.size()) {
      queue = new int[run.times().length];
    }
    var values = run.values();
    int head = 0;
    int tail = 0;
    int next = 0;
    for (int step = 0; step < out.length; step++) {
      int high = run.high[step];
      for (; next < high; next++) {
        double value = values[next];
        if (Double.isNaN(value)) {
          continue;
        }
        while (tail > head && beats(value, values[queue[tail - 1]])) {
          tail--;
        }
        queue[tail++] = next;
      }
      while (head < tail && queue[head] < run.low[step]) {
        head++;
      }
      if (run.low[step] >= high) {
        out[step] = Cell.ABSENT;
      } else {
        out[step] = head < tail ? values[queue[head]] : Double.NaN;
      }
    }
  }

  private boolean beats(double value, double other) {
    return max ? value > other : value < other;
  }
}
