package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.KeyTable;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.notes.Place;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Notes series that `rate` or `increase` has an answer for although their names are not those of
/// counters.
record CounterNames(Block input, Rows named, Place place) implements Block {
  private static final List<String> SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");

  /// Returns the block itself if all names are fine.
  ///
  /// @param named the rows with their names
  static Block check(Block input, Rows named, Place place) {
    Map<String, Boolean> known = new HashMap<>();
    for (int row = 0; row < named.size(); row++) {
      var name = KeyTable.value(named, row, Labels.NAME);
      if (known.computeIfAbsent(name, CounterNames::isDoubtful)) {
        return new CounterNames(input, named, place);
      }
    }
    return input;
  }

  private static boolean isDoubtful(String name) {
    return !name.isEmpty() && SUFFIXES.stream().noneMatch(name::endsWith);
  }

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
    var name = KeyTable.value(named, row, Labels.NAME);
    if (isDoubtful(name) && Cell.anyPresent(out.values())) {
      place.say(Note.NOT_NAMED_COUNTER, name);
    }
  }
}
