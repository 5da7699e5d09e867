package io.tocsin.rules;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import org.jspecify.annotations.Nullable;

/// One series of what a rule's query answers: a float, or a native histogram.
///
/// @param value absent where there is a histogram
public record RuleSample(Labels labels, double value, @Nullable Histogram histogram) {
  public RuleSample(Labels labels, double value) {
    this(labels, value, null);
  }
}
