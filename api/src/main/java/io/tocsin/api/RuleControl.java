package io.tocsin.api;

import io.tocsin.rules.RuleFile;

/// Port to the rules in force. Safe for use by many threads.
public interface RuleControl {
  /// What the name of a saved rule file begins with where rules are listed.
  String FOLDER = "saved/";

  /// Reads a rule file as it would be if it were saved; what is wrong is in its problems.
  ///
  /// @param name without [#FOLDER]
  RuleFile read(String name, String yaml);

  /// Takes up what is saved now.
  void takeUp();
}
