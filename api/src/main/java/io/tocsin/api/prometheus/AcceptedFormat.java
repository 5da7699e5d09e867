package io.tocsin.api.prometheus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which exposition format a client wants most, by its `Accept`.
final class AcceptedFormat {
  private AcceptedFormat() {}

  /// Tells whether delimited protobuf is wanted more than each of the other types, or before them
  /// where it is wanted as much.
  static boolean prefersProtobuf(String accept, String... others) {
    double best = 0;
    boolean protobuf = false;
    for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = Arrays.stream(range.split(";", -1)).map(String::strip).toList();
      double quality = quality(parts);
      boolean known = isProtobuf(parts) || List.of(others).contains(parts.getFirst());
      if (known && quality > best) {
        best = quality;
        protobuf = isProtobuf(parts);
      }
    }
    return protobuf;
  }

  private static boolean isProtobuf(List<String> parts) {
    return parts.getFirst().equals("application/vnd.google.protobuf")
        && parts.contains("proto=io.prometheus.client.metricfamily")
        && parts.contains("encoding=delimited");
  }

  private static double quality(List<String> parts) {
    for (var part : parts) {
      if (part.startsWith("q=")) {
        try {
          return Double.parseDouble(part.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
