package io.tocsin.promql.block;

import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.Arrays;

/// A block that is the same at all steps, calculated at one.
public record Broadcast(Block input, Steps steps) implements Block {
  @Override
  public Rows rows() {
    return input.rows();
  }

  @Override
  public void read(int row, Row out) {
    var one = new Row(1);
    input.read(row, one);
    out.dropHistograms();
    Arrays.fill(out.values(), one.values()[0]);
    var histogram = one.histogram(0);
    if (histogram != null) {
      for (int step = 0; step < out.steps(); step++) {
        out.set(step, histogram);
      }
    }
  }
}
