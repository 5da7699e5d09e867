package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.dashboards.BoardFile;
import io.tocsin.dashboards.ImportReport;
import io.tocsin.dashboards.PanelReport.Verdict;
import io.tocsin.kit.ConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `tocsin dashboards check`, which needs no server, `import` and `export`.
final class DashboardCommands {
  static final Option FOLDER = Option.of("folder", "NAME", "folder to put them in");
  static final Option OVERWRITE = Option.flag("overwrite", "replace a dashboard of the same uid");
  static final Option FORMAT =
      Option.of("format", "FORMAT", "yaml (default), json: the own form; or grafana", "o");

  private DashboardCommands() {}

  /// What the files come to together.
  private static final class Totals {
    private int files;
    private int whole;
    private int bad;
    private int rendered;
    private int panels;
    private int later;

    private void add(ImportReport report) {
      files++;
      whole += report.rendered() == report.panels() ? 1 : 0;
      rendered += report.rendered();
      panels += report.panels();
      later += report.later();
    }

    private void print(PrintStream out) {
      out.printf(
          "total: %d of %d panels, %d later; %d of %d files whole%s%n",
          rendered, panels, later, whole, files, bad == 0 ? "" : ", " + bad + " unreadable");
    }
  }

  /// Prints a line for each file, what is not drawn below it, and a total.
  static int check(Arguments arguments, Console console) {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("dashboards check: no file (expected: FILE...)");
    }
    var totals = new Totals();
    for (var file : arguments.operands()) {
      try {
        var report = BoardFile.read(file, read(file)).report();
        print(file, report, console.out());
        totals.add(report);
      } catch (IOException | IllegalArgumentException e) {
        console.out().println(bad(file, e));
        totals.bad++;
      }
    }
    totals.print(console.out());
    return totals.bad == 0 ? 0 : 1;
  }

  private static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ":1: bytes that are no text (expected: UTF-8)", e);
    }
  }

  private static String bad(String file, Exception e) {
    var what =
        e instanceof NoSuchFileException
            ? "no such file or directory"
            : String.valueOf(e.getMessage());
    return file
        + ": bad: "
        + (what.startsWith(file + ": ") ? what.substring(file.length() + 2) : what);
  }

  private static void print(String file, ImportReport report, PrintStream out) {
    int later = report.later();
    out.println(
        file
            + ": "
            + report.rendered()
            + " of "
            + report.panels()
            + " panels"
            + (later == 0 ? "" : ", " + later + " later"));
    for (var line : report.lines()) {
      if (line.verdict() != Verdict.RENDERED) {
        var verdict = line.verdict() == Verdict.LATER ? "later" : "dropped";
        var title = line.title().isEmpty() ? "" : " \"" + line.title() + "\"";
        line.reasons()
            .forEach(reason ->
                out.println("  panel " + line.panel() + title + ": " + verdict + ": " + reason));
      }
    }
    report.board().forEach(what -> out.println("  board: dropped: " + what));
    report.notes().forEach(note -> out.println("  note: " + note));
  }

  /// Sends files to a server, which keeps them.
  static int imported(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var files = files(arguments);
    if (files.isEmpty()) {
      throw new UsageException("dashboards import: no file (expected: FILE...)");
    }
    var client = Client.of(arguments, arguments.operands());
    var folder = arguments.value("folder", "");
    int bad = 0;
    for (var file : files) {
      try {
        var text = read(file);
        var report = BoardFile.read(file, text).report();
        var path =
            "/api/v1/dashboards/import?save=true"
                + (arguments.isSet("overwrite") ? "&overwrite=true" : "")
                + (folder.isEmpty() ? "" : "&folder=" + URLEncoder.encode(folder, UTF_8));
        boolean json = text.stripLeading().startsWith("{");
        var request =
            client
                .request(path)
                .header("Content-Type", json ? "application/json" : "application/yaml")
                .POST(BodyPublishers.ofString(text));
        var answer = client.answer(request);
        print(file, report, console.out());
        console.out().println("  saved as " + uid(answer));
      } catch (NoSuchFileException | IllegalArgumentException e) {
        console.err().println(bad(file, e));
        bad++;
      }
    }
    return bad == 0 ? 0 : 1;
  }

  private static List<String> files(Arguments arguments) {
    var operands = new ArrayList<>(arguments.operands());
    if (!operands.isEmpty() && Client.isUrl(operands.getFirst())) {
      operands.removeFirst();
    }
    return operands;
  }

  private static String uid(String answer) {
    return Client.parse(answer) instanceof Map<?, ?> map
            && map.get("data") instanceof Map<?, ?> data
        ? String.valueOf(data.get("uid"))
        : "?";
  }

  /// Prints a dashboard of a server.
  static int export(Arguments arguments, Console console) throws IOException, InterruptedException {
    var operands = files(arguments);
    if (operands.size() != 1) {
      throw new UsageException("dashboards export: " + operands.size() + " uids (expected: UID)");
    }
    var format = arguments.value("format", "yaml");
    if (!List.of("yaml", "json", "grafana").contains(format)) {
      throw new UsageException("format: " + format + " (expected: yaml, json, grafana)");
    }
    var uid = URLEncoder.encode(operands.getFirst(), UTF_8);
    var client = Client.of(arguments, arguments.operands());
    console.out().print(client.get("/api/v1/dashboards/" + uid + "/export?format=" + format));
    return 0;
  }
}
