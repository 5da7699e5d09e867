package io.tocsin.collect.host;

import java.io.IOException;

/// Reads one kind of facts about the host.
@FunctionalInterface
interface HostPart {
  /// Reads and hands out the facts of this moment.
  ///
  /// @throws IOException if the host does not have them
  void collect(HostFiles files, HostSamples out) throws IOException;
}
