package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.collect.OpenMetricsText;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Matcher;
import io.tocsin.promql.PromqlParser;
import io.tocsin.tsdb.SeriesSelection;
import io.tocsin.tsdb.TransferSummary;
import io.tocsin.tsdb.TsdbExport;
import io.tocsin.tsdb.TsdbImport;
import io.tocsin.tsdb.TsdbReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// `tocsin tsdb import` and `tocsin tsdb export`: samples from and to Prometheus' blocks and
/// OpenMetrics text.
final class TransferCommand {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final long BLOCK_MILLIS_MIN = 60_000;

  private TransferCommand() {}

  static int importInto(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().size() != 1) {
      throw new UsageException(
          "tsdb import: "
              + arguments.operands().size()
              + " operands (expected: a data directory of Prometheus, a block of it, a file of"
              + " OpenMetrics text, or - for standard input)");
    }
    var source = arguments.operands().getFirst();
    if (!source.equals("-") && !Files.exists(Path.of(source))) {
      throw new UsageException(source + ": no such file or directory");
    }
    var selection = selection(arguments);
    var store = store(Path.of(required(arguments, "data")));
    var clock = Clock.system();
    long started = clock.nanos();
    TransferSummary summary;
    try (var into = TsdbImport.open(store, clock, console.err())) {
      if (Files.isDirectory(Path.of(source))) {
        into.prometheus(Path.of(source), selection);
      } else {
        text(source, into, selection, console);
      }
      summary = into.summary();
    }
    if (summary.samples() > 0) {
      console
          .out()
          .println("note: a server deletes what is older than its retention (default 15d)");
    }
    print("imported", summary, clock.nanos() - started, console.out());
    return summary.faults().isEmpty() ? 0 : 1;
  }

  private static void text(
      String source, TsdbImport into, SeriesSelection selection, Console console)
      throws IOException {
    var name = source.equals("-") ? "standard input" : source;
    try (var in = source.equals("-") ? console.in() : Files.newInputStream(Path.of(source));
        var samples = into.samples(selection)) {
      OpenMetricsText.read(name, unpacked(in), samples::add);
      samples.finish();
    }
  }

  /// Gzip is known by its first two bytes, whatever the file is called.
  private static InputStream unpacked(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    int first = buffered.read();
    int magic = (first << 8) | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  static int export(Arguments arguments, Console console) throws IOException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(
          "tsdb export: " + arguments.operands().getFirst() + " (expected: --data and --to alone)");
    }
    var data = Path.of(required(arguments, "data"));
    if (!Files.isDirectory(data)) {
      throw new UsageException(data + ": no directory (expected: a data directory)");
    }
    var to = required(arguments, "to");
    var format = arguments.value("format", "prometheus");
    if (!List.of("prometheus", "openmetrics").contains(format)) {
      throw new UsageException("--format: " + format + " (expected: prometheus or openmetrics)");
    }
    var selection = selection(arguments);
    long blockMillis = blockMillis(arguments);
    var clock = Clock.system();
    long started = clock.nanos();
    TransferSummary summary;
    try (var reader = TsdbReader.open(FsDirectory.open(store(data)))) {
      var from = new TsdbExport(reader, clock, console.err());
      if (format.equals("prometheus")) {
        summary = from.blocks(Path.of(to), blockMillis, selection);
      } else if (to.equals("-")) {
        print("exported", from.openMetrics(buffered(console.out()), selection), 0, console.err());
        return 0;
      } else {
        summary = toFile(Path.of(to), from, selection);
      }
    }
    print("exported", summary, clock.nanos() - started, console.out());
    return 0;
  }

  private static TransferSummary toFile(Path file, TsdbExport from, SeriesSelection selection)
      throws IOException {
    try (var out = new PrintStream(Files.newOutputStream(file), false, UTF_8)) {
      var summary = from.openMetrics(buffered(out), selection);
      if (out.checkError()) {
        throw new IOException(file + ": cannot be written");
      }
      return summary;
    }
  }

  private static PrintStream buffered(PrintStream out) {
    return new PrintStream(new BufferedOutputStream(out, 1 << 16), false, UTF_8);
  }

  private static long blockMillis(Arguments arguments) {
    var text = arguments.value("block-duration", "2h");
    try {
      long millis = Durations.parse(text);
      if (millis >= BLOCK_MILLIS_MIN) {
        return millis;
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--block-duration: " + text + " (expected: as in 2h or 1d)");
    }
    throw new UsageException("--block-duration: " + text + " (expected: at least 1m)");
  }

  private static String required(Arguments arguments, String option) {
    if (!arguments.has(option)) {
      throw new UsageException("--" + option + ": missing (expected: a directory)");
    }
    return arguments.value(option, "");
  }

  /// A folder that holds a store itself is taken as one; any other has it where the server looks.
  private static Path store(Path data) throws IOException {
    var store = data.resolve(Wiring.STORE);
    if (!Files.isDirectory(data) || Files.isDirectory(store)) {
      return store;
    }
    try (var files = Files.list(data)) {
      boolean isStore =
          files.anyMatch(file -> file.getFileName().toString().matches("(wal-|b-|checkpoint-).*"));
      return isStore ? data : store;
    }
  }

  private static SeriesSelection selection(Arguments arguments) {
    List<List<Matcher>> selectors =
        arguments.all("match").stream().map(PromqlParser::parseSelector).toList();
    return new SeriesSelection(
        selectors,
        time(arguments, "min-time", Long.MIN_VALUE),
        time(arguments, "max-time", Long.MAX_VALUE));
  }

  private static long time(Arguments arguments, String option, long otherwise) {
    if (!arguments.has(option)) {
      return otherwise;
    }
    var text = arguments.value(option, "");
    try {
      return text.matches("-?[0-9]+") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new UsageException(
          "--" + option + ": " + text + " (expected: milliseconds since 1970, or RFC 3339)");
    }
  }

  private static void print(String what, TransferSummary summary, long nanos, PrintStream out) {
    summary.faults().forEach(fault -> out.println("bad: " + fault));
    summary.notes().forEach(note -> out.println("note: " + note));
    if (summary.stored() > 0) {
      out.printf(Locale.ROOT, "there already: %,d samples%n", summary.stored());
    }
    out.printf(
        Locale.ROOT,
        "%s: %,d series, %,d samples, %d blocks%s, %.1f s%n",
        what,
        summary.series(),
        summary.samples(),
        summary.blocks(),
        summary.samples() == 0
            ? ""
            : ", "
                + Instant.ofEpochMilli(summary.minMillis())
                + " to "
                + Instant.ofEpochMilli(summary.maxMillis()),
        nanos / 1e9);
  }
}
