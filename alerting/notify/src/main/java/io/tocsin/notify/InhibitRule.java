package io.tocsin.notify;

import java.util.List;

/// While an alert that matches `source` fires, nobody is told of those that match `target` and
/// agree with it in all labels of `equal`.
///
/// @param name may be empty
public record InhibitRule(String name, Matchers source, Matchers target, List<String> equal) {
  public InhibitRule {
    equal = List.copyOf(equal);
  }
}
