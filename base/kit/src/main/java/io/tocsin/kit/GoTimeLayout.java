package io.tocsin.kit;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Times in the layouts of Go, which show how the moment `Mon Jan 2 15:04:05 MST 2006` would be
/// written. Immutable.
public final class GoTimeLayout {
  /// The parts of a layout, longer ones before those that they begin with.
  private static final List<String> PARTS =
      List.of(
          "January",
          "Jan",
          "Monday",
          "Mon",
          "MST",
          "2006",
          "002",
          "01",
          "02",
          "03",
          "04",
          "05",
          "06",
          "__2",
          "_2006",
          "_2",
          "15",
          "PM",
          "pm",
          "-07:00:00",
          "-070000",
          "-07:00",
          "-0700",
          "-07",
          "Z07:00:00",
          "Z070000",
          "Z07:00",
          "Z0700",
          "Z07",
          "1",
          "2",
          "3",
          "4",
          "5");

  /// One part: a word of [#PARTS], a fraction of a second such as `.000`, or literal text.
  record Part(String text, boolean known) {
    boolean isFraction() {
      return known && (text.startsWith(".") || text.startsWith(","));
    }
  }

  private final String layout;
  private final List<Part> parts;

  private GoTimeLayout(String layout, List<Part> parts) {
    this.layout = layout;
    this.parts = parts;
  }

  /// Returns the layout; every text is one.
  public static GoTimeLayout of(String layout) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      var part = partAt(layout, at);
      if (part == null) {
        literal.append(layout.charAt(at++));
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Part(literal.toString(), false));
        literal.setLength(0);
      }
      // An underscore before the year belongs to the text.
      boolean year = part.equals("_2006");
      if (year) {
        parts.add(new Part("_", false));
      }
      parts.add(new Part(year ? "2006" : part, true));
      at += part.length();
    }
    if (!literal.isEmpty()) {
      parts.add(new Part(literal.toString(), false));
    }
    return new GoTimeLayout(layout, List.copyOf(parts));
  }

  private static @Nullable String partAt(String layout, int at) {
    char c = layout.charAt(at);
    if (c == '.' || c == ',') {
      return fractionAt(layout, at);
    }
    for (var part : PARTS) {
      if (layout.startsWith(part, at)) {
        boolean word = part.equals("Jan") || part.equals("Mon");
        int next = at + 3;
        boolean inWord =
            word && next < layout.length() && Character.isLowerCase(layout.charAt(next));
        return inWord ? null : part;
      }
    }
    return null;
  }

  private static @Nullable String fractionAt(String layout, int at) {
    if (at + 1 >= layout.length()) {
      return null;
    }
    char digit = layout.charAt(at + 1);
    if (digit != '0' && digit != '9') {
      return null;
    }
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
    return digitFollows ? null : layout.substring(at, end);
  }

  List<Part> parts() {
    return parts;
  }

  /// Returns the time as the layout shows it.
  public String format(ZonedDateTime time) {
    var out = new StringBuilder();
    for (var part : parts) {
      if (!part.known()) {
        out.append(part.text());
      } else if (part.isFraction()) {
        fraction(out, part.text(), time.getNano());
      } else {
        append(out, part.text(), time);
      }
    }
    return out.toString();
  }

  /// Returns the time that a text shows in this layout; in UTC where it says no other zone.
  ///
  /// @throws IllegalArgumentException if the text does not fit, in the words of Go
  public ZonedDateTime parse(String text) {
    return new GoTimeParser(this, text).parse();
  }

  private static void fraction(StringBuilder out, String part, int nanos) {
    int digits = part.length() - 1;
    var text = String.format(Locale.ROOT, "%09d", nanos).substring(0, Math.min(9, digits));
    if (part.charAt(1) == '9') {
      text = text.replaceFirst("0+$", "");
      if (text.isEmpty()) {
        return;
      }
    }
    out.append(part.charAt(0)).append(text);
  }

  private static void append(StringBuilder out, String part, ZonedDateTime time) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    switch (part) {
      case "2006" -> number(out, time.getYear(), 4);
      case "06" -> number(out, Math.floorMod(time.getYear(), 100), 2);
      case "January" -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Jan" ->
          out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case "01" -> number(out, time.getMonthValue(), 2);
      case "1" -> out.append(time.getMonthValue());
      case "Monday" ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "Mon" ->
          out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
      case "02" -> number(out, time.getDayOfMonth(), 2);
      case "2" -> out.append(time.getDayOfMonth());
      case "_2" -> spaced(out, time.getDayOfMonth(), 2);
      case "002" -> number(out, time.getDayOfYear(), 3);
      case "__2" -> spaced(out, time.getDayOfYear(), 3);
      case "15" -> number(out, time.getHour(), 2);
      case "03" -> number(out, hour12, 2);
      case "3" -> out.append(hour12);
      case "04" -> number(out, time.getMinute(), 2);
      case "4" -> out.append(time.getMinute());
      case "05" -> number(out, time.getSecond(), 2);
      case "5" -> out.append(time.getSecond());
      case "PM" -> out.append(time.getHour() < 12 ? "AM" : "PM");
      case "pm" -> out.append(time.getHour() < 12 ? "am" : "pm");
      case "MST" -> out.append(zone(time));
      default -> offset(out, part, time.getOffset().getTotalSeconds());
    }
  }

  private static void number(StringBuilder out, int value, int digits) {
    out.append(String.format(Locale.ROOT, "%0" + digits + "d", value));
  }

  private static void spaced(StringBuilder out, int value, int width) {
    out.append(String.format(Locale.ROOT, "%" + width + "d", value));
  }

  private static String zone(ZonedDateTime time) {
    if (time.getOffset().equals(ZoneOffset.UTC) && time.getZone() instanceof ZoneOffset) {
      return "UTC";
    }
    if (time.getZone() instanceof ZoneOffset) {
      var out = new StringBuilder();
      int seconds = time.getOffset().getTotalSeconds();
      offset(out, seconds % 3600 == 0 ? "-07" : "-0700", seconds);
      return out.toString();
    }
    return java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
  }

  private static void offset(StringBuilder out, String part, int seconds) {
    if (part.startsWith("Z") && seconds == 0) {
      out.append('Z');
      return;
    }
    int size = Math.abs(seconds);
    boolean colons = part.contains(":");
    int fields = part.replace(":", "").length() / 2;
    out.append(seconds < 0 ? '-' : '+');
    number(out, size / 3600, 2);
    if (fields > 1) {
      out.append(colons ? ":" : "");
      number(out, size / 60 % 60, 2);
    }
    if (fields > 2) {
      out.append(colons ? ":" : "");
      number(out, size % 60, 2);
    }
  }

  @Override
  public String toString() {
    return layout;
  }
}
