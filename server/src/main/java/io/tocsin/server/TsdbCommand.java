package io.tocsin.server;

import io.tocsin.kit.FsDirectory;
import io.tocsin.tsdb.TsdbBench;
import io.tocsin.tsdb.TsdbCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `tocsin tsdb …`: looks at a data directory that no server has open.
final class TsdbCommand {
  private TsdbCommand() {}

  static int analyze(Arguments arguments, Console console) throws IOException {
    TsdbCheck.analyze(FsDirectory.open(folder(arguments)), console.out());
    return 0;
  }

  static int verify(Arguments arguments, Console console) throws IOException {
    var faults = TsdbCheck.verify(FsDirectory.open(folder(arguments)), console.out());
    faults.forEach(fault -> console.out().println("bad: " + fault));
    console.out().println(faults.isEmpty() ? "ok" : faults.size() + " bad");
    return faults.isEmpty() ? 0 : 1;
  }

  private static Path folder(Arguments arguments) {
    if (arguments.operands().size() != 1) {
      throw new UsageException(
          "tsdb: " + arguments.operands().size() + " operands (expected: one data directory)");
    }
    var folder = Path.of(arguments.operands().getFirst());
    if (!Files.isDirectory(folder)) {
      throw new UsageException(folder + ": no directory (expected: a data directory)");
    }
    var store = folder.resolve(Wiring.STORE);
    return Files.isDirectory(store) ? store : folder;
  }

  static int bench(Arguments arguments, Console console) throws IOException {
    var settings = Settings.read(arguments, "", "");
    int series = Math.toIntExact(settings.number("series", 10_000));
    int samples = Math.toIntExact(settings.number("samples", 1_000));
    if (arguments.has("dir")) {
      TsdbBench.run(Path.of(arguments.value("dir", "")), series, samples, console.out());
      return 0;
    }
    var folder = Files.createTempDirectory("tocsin-bench");
    TsdbBench.run(folder, series, samples, console.out());
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return 0;
  }
}
