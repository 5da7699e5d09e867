package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.kit.FsDirectory;
import io.tocsin.promql.PromqlParser;
import io.tocsin.tsdb.TsdbBench;
import io.tocsin.tsdb.TsdbCheck;
import io.tocsin.tsdb.TsdbDump;
import io.tocsin.tsdb.TsdbReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// `tocsin tsdb …`: looks at a data directory, also while a server has it open.
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

  static int dump(Arguments arguments, Console console) throws IOException {
    var selectors = arguments.all("match");
    long min = number(arguments, "min-time", Long.MIN_VALUE);
    long max = number(arguments, "max-time", Long.MAX_VALUE);
    var out = new PrintStream(new BufferedOutputStream(console.out(), 1 << 16), false, UTF_8);
    try (var reader = TsdbReader.open(FsDirectory.open(folder(arguments)))) {
      for (var selector : selectors.isEmpty() ? List.of("{__name__=~\".+\"}") : selectors) {
        TsdbDump.print(reader, PromqlParser.parseSelector(selector), min, max, out);
      }
    }
    out.flush();
    return 0;
  }

  private static long number(Arguments arguments, String option, long otherwise) {
    var text = arguments.value(option, String.valueOf(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException(option + ": " + text + " (expected: milliseconds since 1970)");
    }
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
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return 0;
  }
}
