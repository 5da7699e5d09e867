package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Makes the label set of one series from its raw text, which the parser has checked.
final class LabelsReader {
  private final byte[] body;
  private final int end;
  private final MetricType type;
  private final LabelsBuilder builder = new LabelsBuilder();
  private final Set<String> names = new HashSet<>();
  private int at;
  private String problem = "";

  LabelsReader(byte[] body, int start, int end, MetricType type) {
    this.body = body;
    this.at = start;
    this.end = end;
    this.type = type;
  }

  /// Reads the text and returns what is wrong with it; empty where nothing is.
  String read() {
    if (body[at] != '{') {
      add(Labels.NAME, plain(SeriesScanner.NAME_PART));
    }
    skipBlanks();
    if (at < end) {
      at++;
      skipBlanks();
      while (body[at] != '}') {
        pair();
      }
    }
    if (problem.isEmpty() && builder.value(Labels.NAME).isEmpty()) {
      problem = "no metric name (expected: one that is not empty)";
    }
    return problem;
  }

  Labels labels() {
    return builder.build();
  }

  private void pair() {
    boolean quoted = body[at] == '"';
    var name = quoted ? quoted() : plain(SeriesScanner.LABEL_PART);
    skipBlanks();
    if (quoted && body[at] != '=') {
      add(Labels.NAME, name);
    } else {
      at++;
      skipBlanks();
      add(name, normalized(name, quoted()));
      skipBlanks();
    }
    if (body[at] == ',') {
      at++;
      skipBlanks();
    }
  }

  private void add(String name, String value) {
    if (!names.add(name)) {
      problem = "label name: " + name + " comes twice (expected: once)";
    }
    if (name.isEmpty()) {
      problem = "an empty label name (expected: one that is not empty)";
    }
    builder.set(name, value);
  }

  private String plain(byte kind) {
    int from = at;
    at = SeriesScanner.skip(body, from, end, kind);
    return new String(body, from, at - from, StandardCharsets.ISO_8859_1);
  }

  private String quoted() {
    int from = at + 1;
    int quote = SeriesScanner.closingQuote(body, from, end);
    at = quote + 1;
    return unescape(new String(body, from, quote - from, StandardCharsets.UTF_8));
  }

  private void skipBlanks() {
    at = SeriesScanner.skipBlanks(body, at, end);
  }

  private String normalized(String name, String value) {
    boolean isBound =
        (type == MetricType.HISTOGRAM && name.equals("le"))
            || (type == MetricType.SUMMARY && name.equals("quantile"));
    return isBound ? BoundText.normalize(value) : value;
  }

  /// Resolves `\\`, `\"` and `\n`; any other backslash stands for itself.
  static String unescape(String text) {
    return unescape(text, true);
  }

  /// Resolves `\\` and `\n`, as help texts have them.
  static String unescapeHelp(String text) {
    return unescape(text, false);
  }

  private static String unescape(String text, boolean quotes) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == '\\' || (quotes && next == '"')) {
        out.append(next);
        i++;
      } else if (next == 'n') {
        out.append('\n');
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
