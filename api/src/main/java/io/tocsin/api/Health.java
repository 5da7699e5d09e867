package io.tocsin.api;

import java.util.List;

/// Port to the state of this process' parts. Cheap, and asked often.
@FunctionalInterface
public interface Health {
  /// Returns the parts that matter to the question.
  List<Component> components(Question question);

  enum Question {
    /// Everything.
    ALL,
    /// What only a restart would repair.
    LIVE,
    /// What must work before requests are answered.
    READY,
    /// What lies outside of the process: disks, other servers.
    DEPENDENCIES
  }

  /// Worst last.
  enum State {
    HEALTHY,
    DEGRADED,
    FAILING
  }

  /// The state of one part.
  ///
  /// @param reason in words; empty where there is nothing to say
  record Component(String name, State state, String reason) {}
}
