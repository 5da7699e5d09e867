package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one expansion may still use up.
final class Budget {
  static final int OUTPUT_MAX = 16 << 20;
  static final int STEPS_MAX = 2_000_000;
  static final int TEMPLATE_DEPTH_MAX = 1_000;
  static final int DEPTH_MAX = 3_000;

  private int steps;

  void step(int count) {
    steps += count;
    if (steps > STEPS_MAX || steps < 0) {
      throw new TemplateException("exceeded maximum number of steps (" + STEPS_MAX + ")");
    }
  }

  /// Counts what a function made: large results cost as much as many small ones.
  void result(@Nullable Object value) {
    var plain = Values.plain(value);
    if (plain instanceof String text) {
      checkOutput(text.length());
      step(text.length() / 64);
    } else if (plain instanceof List<?> list) {
      step(list.size() / 16);
    }
  }

  static void checkOutput(int length) {
    if (length > OUTPUT_MAX) {
      throw new TemplateException("exceeded maximum output size (" + OUTPUT_MAX + ")");
    }
  }
}
