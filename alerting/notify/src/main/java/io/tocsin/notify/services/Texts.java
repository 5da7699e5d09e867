package io.tocsin.notify.services;

/// Expands templates over one notification. For one thread.
public interface Texts {
  /// Returns the text that a template becomes.
  ///
  /// @throws Refusal if it fails
  String text(String template);

  /// Returns the same for a page: what is inserted is escaped.
  ///
  /// @throws Refusal if it fails
  String html(String template);
}
