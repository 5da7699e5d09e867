package io.tocsin.rules.eval;

/// An evaluation that does not count, in words for the person who wrote the rule.
final class RuleFailure extends RuntimeException {
  RuleFailure(String message) {
    super(message);
  }
}
