package io.tocsin.rules.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import org.jspecify.annotations.Nullable;

/// A sample that a rule makes.
record Output(Labels labels, double value, @Nullable Histogram histogram) {
  Output(Labels labels, double value) {
    this(labels, value, null);
  }
}
