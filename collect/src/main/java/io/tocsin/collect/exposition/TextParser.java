package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A cursor over a body in Prometheus' text format, versions 0.0.4 and 1.0.0 (quoted UTF-8 names),
/// as tolerant as Prometheus' own parser. Offsets are positions in the array that was handed in.
/// For one thread; [#reset] makes it ready for a next body.
///
/// After an [ExpositionException] only [#reset] may be called.
public final class TextParser {
  /// What the cursor stands on.
  public enum Kind {
    SERIES,
    HELP,
    TYPE,
    UNIT,
    COMMENT
  }

  private byte[] body;
  private int start;
  private int limit;
  private int position;

  private boolean matched;
  private Kind kind = Kind.COMMENT;
  private int nameStart;
  private int nameEnd;
  private int textStart;
  private int textEnd;
  private double value;
  private boolean hasTimestamp;
  private long timestampMillis;
  private MetricType type = MetricType.UNKNOWN;

  public TextParser(byte[] body, int offset, int length) {
    this.body = body;
    this.start = offset;
    this.position = offset;
    this.limit = offset + length;
  }

  public TextParser(byte[] body) {
    this(body, 0, body.length);
  }

  /// Starts over with another body.
  public void reset(byte[] newBody, int offset, int length) {
    body = newBody;
    start = offset;
    position = offset;
    limit = offset + length;
    kind = Kind.COMMENT;
    type = MetricType.UNKNOWN;
  }

  /// Moves to the next entry; false at the end.
  ///
  /// @throws ExpositionException if the body is malformed
  public boolean next() {
    int at = entryStart();
    if (at < 0) {
      return false;
    }
    if (body[at] == '#') {
      metadata(at);
    } else {
      series(at);
    }
    return true;
  }

  /// Does what [#next] does, faster where the next entry is the series whose raw text is
  /// `expected[from, to)`, as [#seriesStart] and [#seriesEnd] showed it in an earlier body: then
  /// the text is compared and not scanned again. Any other entry is read as by `next()`; compare
  /// offsets of [#matched] to see which it was.
  ///
  /// @throws ExpositionException if the body is malformed
  public boolean next(byte[] expected, int from, int to) {
    int end = position + (to - from);
    if (end < limit
        && (body[end] == ' ' || body[end] == '\t')
        && Arrays.equals(body, position, end, expected, from, to)) {
      int at = SeriesScanner.skipBlanks(body, end, limit);
      if (at < limit && body[at] != '{') {
        matched = true;
        nameStart = position;
        nameEnd = end;
        kind = Kind.SERIES;
        value(at);
        return true;
      }
    }
    return next();
  }

  /// Tells whether the last `next(expected, from, to)` found exactly what was expected.
  public boolean matched() {
    return matched;
  }

  public Kind kind() {
    return kind;
  }

  /// Returns where the raw text `name{labels}` of the series starts.
  public int seriesStart() {
    return nameStart;
  }

  /// Returns the position behind the raw text `name{labels}` of the series.
  public int seriesEnd() {
    return nameEnd;
  }

  /// Returns the sample's value; a NaN is the ordinary one.
  public double value() {
    return value;
  }

  public boolean hasTimestamp() {
    return hasTimestamp;
  }

  /// Returns the sample's own timestamp in Unix milliseconds; meaningless without [#hasTimestamp].
  public long timestampMillis() {
    return timestampMillis;
  }

  /// Makes the label set of the series, without empty values. Values of `le` and `quantile` of what
  /// the last `TYPE` calls a histogram or summary come as Prometheus stores them: `1` as `1.0`.
  ///
  /// @throws ExpositionException if a name comes twice or the metric has no name
  public Labels labels() {
    var reader = new LabelsReader(body, nameStart, nameEnd, type);
    var problem = reader.read();
    if (!problem.isEmpty()) {
      throw error(nameStart, problem);
    }
    return reader.labels();
  }

  /// Returns the name of the metric family that a `HELP`, `TYPE` or `UNIT` is about.
  public String name() {
    return LabelsReader.unescape(string(nameStart, nameEnd));
  }

  /// Returns the type that the last `TYPE` named.
  public MetricType type() {
    return type;
  }

  /// Returns the text of a `HELP`, `UNIT`, `TYPE` or comment, escapes resolved.
  public String text() {
    var text = string(textStart, textEnd);
    return kind == Kind.HELP ? LabelsReader.unescapeHelp(text) : text;
  }

  /// Makes an error about the entry that the cursor stands on.
  ExpositionException error(String problem) {
    return error(nameStart, problem);
  }

  private int entryStart() {
    matched = false;
    int i = position;
    while (i < limit && (body[i] == '\n' || body[i] == ' ' || body[i] == '\t')) {
      i++;
    }
    position = i;
    return i >= limit || body[i] == 0 ? -1 : i;
  }

  private void series(int from) {
    int end;
    int at;
    if (body[from] == '{') {
      end = labelPairs(from, from + 1, false);
      at = SeriesScanner.skipBlanks(body, end, limit);
    } else if (SeriesScanner.is(body[from], SeriesScanner.NAME_START)) {
      end = SeriesScanner.skip(body, from + 1, limit, SeriesScanner.NAME_PART);
      at = SeriesScanner.skipBlanks(body, end, limit);
      if (at < limit && body[at] == '{') {
        end = labelPairs(from, at + 1, true);
        at = SeriesScanner.skipBlanks(body, end, limit);
      }
    } else {
      throw unexpected(from, "a metric name, { or #");
    }
    kind = Kind.SERIES;
    nameStart = from;
    nameEnd = end;
    value(at);
  }

  /// Checks what is between the braces and returns the position behind the closing one. Commas are
  /// optional, as in Prometheus' grammar.
  private int labelPairs(int from, int at, boolean isNamed) {
    boolean named = isNamed;
    int i = SeriesScanner.skipBlanks(body, at, limit);
    while (i >= limit || body[i] != '}') {
      boolean quoted = i < limit && body[i] == '"';
      i = quoted ? quoted(i) : labelName(i);
      i = SeriesScanner.skipBlanks(body, i, limit);
      if (quoted && i < limit && (body[i] == ',' || body[i] == '}')) {
        if (named) {
          throw error(from, "a second metric name in braces (expected: a label)");
        }
        named = true;
      } else {
        i = labelValue(i);
      }
      if (i < limit && body[i] == ',') {
        i = SeriesScanner.skipBlanks(body, i + 1, limit);
      }
    }
    if (!named) {
      throw error(from, "no metric name (expected: one before or inside the braces)");
    }
    return i + 1;
  }

  private int labelName(int at) {
    if (at >= limit || !SeriesScanner.is(body[at], SeriesScanner.LABEL_START)) {
      throw unexpected(at, "a label name or }");
    }
    return SeriesScanner.skip(body, at + 1, limit, SeriesScanner.LABEL_PART);
  }

  private int labelValue(int at) {
    if (at >= limit || body[at] != '=') {
      throw unexpected(at, "=");
    }
    int i = SeriesScanner.skipBlanks(body, at + 1, limit);
    if (i >= limit || body[i] != '"') {
      throw unexpected(i, "a label value in double quotes");
    }
    return SeriesScanner.skipBlanks(body, quoted(i), limit);
  }

  /// Returns the position behind the quoted string that starts at `at`.
  private int quoted(int at) {
    int end = SeriesScanner.closingQuote(body, at + 1, limit);
    if (end < 0) {
      throw error(at, "a string without an end (expected: \")");
    }
    if (!SeriesScanner.isAscii(body, at, end) && !Utf8.isValid(body, at, end)) {
      throw error(at, "string: " + string(at, end + 1) + " (expected: UTF-8)");
    }
    return end + 1;
  }

  private void value(int at) {
    int i = at;
    while (i < limit && body[i] != ' ' && body[i] != '\n' && body[i] != '\t' && body[i] != '{') {
      i++;
    }
    if (i == at) {
      throw unexpected(at, "a value");
    }
    double read = DecimalReader.read(body, at, i);
    if (DecimalReader.isInvalid(read)) {
      throw error(at, "value: " + string(at, i) + " (expected: a float)");
    }
    value = read;
    i = SeriesScanner.skipBlanks(body, i, limit);
    hasTimestamp = i < limit && body[i] != '\n';
    if (hasTimestamp) {
      i = timestamp(i);
    }
    position = i + 1;
  }

  private int timestamp(int at) {
    int i = at;
    long millis = 0;
    boolean fits = true;
    while (i < limit && body[i] >= '0' && body[i] <= '9') {
      int digit = body[i++] - '0';
      fits &= millis < Long.MAX_VALUE / 10 || (millis == Long.MAX_VALUE / 10 && digit <= 7);
      millis = millis * 10 + digit;
    }
    int end = SeriesScanner.skipBlanks(body, i, limit);
    if (i == at || (end < limit && body[end] != '\n')) {
      throw unexpected(i == at ? at : end, i == at ? "a timestamp or a new line" : "a new line");
    }
    if (!fits) {
      throw error(at, "timestamp: " + string(at, i) + " (expected: milliseconds in 64 bits)");
    }
    timestampMillis = millis;
    return end;
  }

  private void metadata(int from) {
    int end = SeriesScanner.lineEnd(body, from, limit);
    position = end + 1;
    kind = Kind.COMMENT;
    textStart = from;
    textEnd = end;
    int word = SeriesScanner.skipBlanks(body, from + 1, end);
    int name = SeriesScanner.skipBlanks(body, word + 4, end);
    if (word == from + 1 || name >= end || name == word + 4) {
      int atEnd = word > from + 1 && name >= end && name > word + 4 ? keyword(word) : 0;
      if (atEnd == 'H' || atEnd == 'T') {
        throw unexpected(end, "a metric name");
      }
      return;
    }
    switch (keyword(word)) {
      case 'H' -> {
        described(Kind.HELP, name, end);
        boolean ascii = SeriesScanner.isAscii(body, textStart, textEnd);
        if (!ascii && !Utf8.isValid(body, textStart, textEnd)) {
          throw error(from, "help text: " + string(textStart, textEnd) + " (expected: UTF-8)");
        }
      }
      case 'T' -> {
        described(Kind.TYPE, name, end);
        type = namedType();
      }
      case 'U' -> {
        if (SeriesScanner.is(body[name], SeriesScanner.NAME_START)) {
          described(Kind.UNIT, name, end);
        }
      }
      default -> {}
    }
  }

  /// Returns the first letter of `HELP`, `TYPE` or `UNIT` where one stands at `at`, otherwise 0.
  private int keyword(int at) {
    boolean known = is(at, "HELP") || is(at, "TYPE") || is(at, "UNIT");
    return known ? body[at] : 0;
  }

  private boolean is(int at, String word) {
    if (at + word.length() > limit) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (body[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void described(Kind found, int name, int end) {
    int behind;
    if (body[name] == '"') {
      int quote = SeriesScanner.closingQuote(body, name + 1, end);
      if (quote < 0 || !Utf8.isValid(body, name, quote)) {
        throw error(name, "metric name: " + string(name, end) + " (expected: a quoted string)");
      }
      nameStart = name + 1;
      nameEnd = quote;
      behind = quote + 1;
    } else if (SeriesScanner.is(body[name], SeriesScanner.NAME_START)) {
      nameStart = name;
      nameEnd = SeriesScanner.skip(body, name, end, SeriesScanner.NAME_PART);
      behind = nameEnd;
    } else {
      throw unexpected(name, "a metric name");
    }
    kind = found;
    textStart = Math.min(behind + 1, end);
    textEnd = end;
  }

  private MetricType namedType() {
    var text = string(textStart, textEnd);
    return switch (text) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "summary" -> MetricType.SUMMARY;
      case "untyped" -> MetricType.UNKNOWN;
      default ->
          throw error(
              nameStart,
              "metric type: "
                  + text
                  + " (expected: counter, gauge, histogram, summary or untyped)");
    };
  }

  private String string(int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8);
  }

  private ExpositionException unexpected(int at, String expected) {
    String found =
        at >= limit
            ? "end of the body"
            : body[at] == '\n'
                ? "end of the line"
                : string(at, Math.min(at + 20, SeriesScanner.lineEnd(body, at, limit)));
    return error(at, found + " (expected: " + expected + ")");
  }

  private ExpositionException error(int at, String problem) {
    int line = 1;
    for (int i = Math.min(at, limit) - 1; i >= start; i--) {
      if (body[i] == '\n') {
        line++;
      }
    }
    return new ExpositionException(line, problem);
  }
}
