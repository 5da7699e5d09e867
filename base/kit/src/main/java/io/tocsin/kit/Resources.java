package io.tocsin.kit;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Closes what it was given, last first. Every close runs; the first failure is thrown with the
/// later ones attached. Not safe for use by many threads.
public final class Resources implements Closeable {
  private final List<Closeable> opened = new ArrayList<>();

  /// Takes over the closing of `resource` and returns it.
  public <T extends Closeable> T add(T resource) {
    opened.add(resource);
    return resource;
  }

  @Override
  public void close() throws IOException {
    var failures = new ArrayList<Exception>();
    for (var resource : opened.reversed()) {
      try {
        resource.close();
      } catch (IOException | RuntimeException e) {
        failures.add(e);
      }
    }
    opened.clear();
    if (!failures.isEmpty()) {
      var thrown = new IOException("close: " + failures.getFirst().getMessage());
      thrown.initCause(failures.removeFirst());
      failures.forEach(thrown::addSuppressed);
      throw thrown;
    }
  }
}
