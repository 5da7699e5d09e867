package io.tocsin.collect.host;

import java.util.Optional;

/// Tells the size of the file system mounted at a path.
@FunctionalInterface
interface MountSizes {
  /// What `statvfs` answers: bytes in all, free, and free to everyone; file nodes in all and free.
  record Size(double bytes, double free, double available, double files, double filesFree) {}

  /// Returns the size; empty where the file system does not answer.
  Optional<Size> of(String mount);
}
