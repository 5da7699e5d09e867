package io.tocsin.promql.block;

import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;

/// A vector at every step: rows are series, columns steps. Rows may turn out to have no value.
public interface Block {
  Rows rows();

  Steps steps();

  /// Writes a row into `out`, whatever that held before. Read each row once: lazy blocks calculate
  /// it anew.
  void read(int row, Row out);
}
