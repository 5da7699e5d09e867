package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.rollup.MixedRollup;
import io.tocsin.promql.rollup.Remarks;
import io.tocsin.promql.rollup.Rollup;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Run;
import io.tocsin.promql.rollup.Steps;

/// A function over a range vector, row by row.
final class RollupBlock implements Block {
  private final RangeVector input;
  private final Rows rows;
  private final Kernel kernel;
  private final Scope scope;
  private final Remarks remarks;
  private final Run run;

  /// What the function does with floats, and what with anything else.
  record Kernel(Rollup rollup, MixedRollup mixed) {}

  RollupBlock(RangeVector input, Rows rows, Kernel kernel, Scope scope, Remarks remarks) {
    this.input = input;
    this.rows = rows;
    this.kernel = kernel;
    this.scope = scope;
    this.remarks = remarks;
    this.run = new Run(input.windows(), scope.frame().usesStarts());
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
  public void read(int row, Row out) {
    scope.budget().check();
    input.load(row, run.cleared());
    scope.budget().countRead(run.arrange(), input.isStored() ? run.distinct() : 0);
    out.dropHistograms();
    kernel.rollup().apply(run, out.values());
    if (run.hasHistograms() || run.hasStarts()) {
      remarks.about(() -> KeyTable.value(input.rows(), row, Labels.NAME));
      kernel.mixed().apply(run, out, remarks);
    }
  }
}
