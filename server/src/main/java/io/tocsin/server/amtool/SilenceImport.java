package io.tocsin.server.amtool;

import io.tocsin.server.Arguments;
import io.tocsin.server.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `tocsin silence import`: makes the silences of a file again. One that the server does not know
/// by its id becomes a new one.
final class SilenceImport {
  private final Remote remote;
  private final Console console;
  private final boolean force;

  private SilenceImport(Remote remote, Console console, boolean force) {
    this.remote = remote;
    this.console = console;
    this.force = force;
  }

  static int run(Arguments arguments, Console console) throws IOException, InterruptedException {
    var silences = read(arguments, console);
    var remote = Remote.of(arguments);
    var work = new SilenceImport(remote, console, arguments.isSet("force"));
    int failed = 0;
    for (var silence : silences) {
      failed += work.add(silence) ? 0 : 1;
    }
    if (failed > 0) {
      throw new IOException(
          "couldn't import " + failed + " out of " + silences.size() + " silences");
    }
    return 0;
  }

  private static List<Json> read(Arguments arguments, Console console) throws IOException {
    var operands = arguments.operands();
    var bytes =
        operands.isEmpty()
            ? console.in().readAllBytes()
            : Files.readAllBytes(Path.of(operands.getFirst()));
    try {
      var json = Json.parse(new String(bytes, StandardCharsets.UTF_8));
      if (json.value() instanceof List<?>) {
        return json.items();
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("couldn't unmarshal input data, is it JSON?: " + e.getMessage(), e);
    }
    throw new IOException("couldn't unmarshal input data, is it JSON?: no list of silences");
  }

  private boolean add(Json silence) throws IOException, InterruptedException {
    var fields = new LinkedHashMap<String, Object>();
    if (silence.value() instanceof Map<?, ?> map) {
      for (var name :
          List.of("id", "matchers", "startsAt", "endsAt", "createdBy", "comment", "annotations")) {
        var value = map.get(name);
        if (value != null) {
          fields.put(name, value);
        }
      }
    }
    if (force) {
      fields.remove("id");
    }
    var answer = remote.tryPost("v2/silences", fields);
    if (answer.status() == 404) {
      fields.remove("id");
      answer = remote.tryPost("v2/silences", fields);
    }
    if (answer.status() / 100 != 2) {
      var id = silence.at("id").text();
      console.err().println("Error adding silence id='" + id + "': " + Remote.refusal(answer));
      return false;
    }
    console.out().println(Remote.checked(answer).at("silenceID").text());
    return true;
  }
}
