package io.tocsin.promql.eval;

import io.tocsin.promql.Span;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.notes.Notes;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;

/// Notes quantiles that are none, where there is an answer for them. Never compared.
@SuppressWarnings("ArrayRecordComponent")
record QuantileNotes(Block input, double[] quantiles, Notes notes, Span span) implements Block {
  @Override
  public Rows rows() {
    return input.rows();
  }

  @Override
  public Steps steps() {
    return input.steps();
  }

  @Override
  public void read(int row, Row out) {
    input.read(row, out);
    for (int step = 0; step < quantiles.length; step++) {
      boolean fine = quantiles[step] >= 0 && quantiles[step] <= 1;
      if (!fine && out.present(step)) {
        notes.warnOfQuantile(quantiles[step], span);
      }
    }
  }
}
