package io.tocsin.api.boards;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.dashboards.ImportReport;
import java.io.IOException;
import java.util.Locale;

/// Writes an imported board with what became of its panels.
final class ImportWriter {
  private ImportWriter() {}

  /// @param uid that it was saved under; empty where it was not
  static void send(Exchange exchange, int status, BoardText text, String uid) throws IOException {
    Envelope.send(
        exchange,
        status,
        json -> {
          json.beginObject().name("dashboard").raw(text.json());
          var report = text.report();
          if (report != null) {
            json.name("report");
            write(json, report);
          }
          if (!uid.isEmpty()) {
            json.field("uid", uid);
          }
          json.endObject();
        });
  }

  private static void write(JsonWriter json, ImportReport report) throws IOException {
    json.beginObject().field("panels", report.panels()).field("rendered", report.rendered());
    json.field("later", report.later()).field("whole", report.whole());
    json.name("lines").beginArray();
    for (var line : report.lines()) {
      json.beginObject().field("panel", line.panel()).field("title", line.title());
      json.field("verdict", line.verdict().name().toLowerCase(Locale.ROOT));
      json.name("reasons").strings(line.reasons()).endObject();
    }
    json.endArray().name("board").strings(report.board());
    json.name("notes").strings(report.notes()).endObject();
  }
}
