package io.tocsin.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/// The application directory that `dev/dist` builds.
public final class Dist {
  public static final Path ROOT =
      Path.of(System.getProperty("tocsin.root", "../..")).toAbsolutePath().normalize();
  static final Path HOME = ROOT.resolve("dist");

  private Dist() {}

  public static Path launcher() {
    var launcher = HOME.resolve("bin/tocsin");
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException(launcher + ": not found (expected: built by dev/dist)");
    }
    return launcher;
  }
}
