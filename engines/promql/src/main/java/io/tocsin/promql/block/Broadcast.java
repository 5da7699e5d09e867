package io.tocsin.promql.block;

import io.tocsin.promql.rollup.Steps;
import java.util.Arrays;

/// A block that is the same at all steps, calculated at one.
public record Broadcast(Block input, Steps steps) implements Block {
  @Override
  public Rows rows() {
    return input.rows();
  }

  @Override
  public void read(int row, double[] out) {
    var one = new double[1];
    input.read(row, one);
    Arrays.fill(out, one[0]);
  }
}
