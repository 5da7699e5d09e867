package io.tocsin.collect.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Asks file systems that may hang (of another machine, or of a process) on a thread of their own,
/// and no second time while the first question is open. For one thread.
final class PatientSizes implements MountSizes {
  private final MountSizes sizes;
  private final Duration patience;
  private final Map<String, Thread> asked = new HashMap<>();

  PatientSizes(MountSizes sizes, Duration patience) {
    this.sizes = sizes;
    this.patience = patience;
  }

  @Override
  public Optional<Size> of(String mount) {
    var open = asked.get(mount);
    if (open != null && open.isAlive()) {
      return Optional.empty();
    }
    var answer = new AtomicReference<Optional<Size>>(Optional.empty());
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("statvfs " + mount)
            .start(() -> answer.set(sizes.of(mount)));
    asked.put(mount, thread);
    try {
      if (thread.join(patience)) {
        asked.remove(mount);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer.get();
  }
}
