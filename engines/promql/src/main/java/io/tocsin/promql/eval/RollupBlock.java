package io.tocsin.promql.eval;

import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.rollup.Rollup;
import io.tocsin.promql.rollup.Run;
import io.tocsin.promql.rollup.Steps;

/// A function over a range vector, row by row.
final class RollupBlock implements Block {
  private final RangeVector input;
  private final Rows rows;
  private final Rollup rollup;
  private final Budget budget;
  private final Run run;

  RollupBlock(RangeVector input, Rows rows, Rollup rollup, Budget budget) {
    this.input = input;
    this.rows = rows;
    this.rollup = rollup;
    this.budget = budget;
    this.run = new Run(input.windows());
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public Steps steps() {
    return input.windows().steps();
  }

  @Override
  public void read(int row, double[] out) {
    budget.check();
    input.load(row, run.cleared());
    budget.countRead(run.arrange());
    rollup.apply(run, out);
  }
}
