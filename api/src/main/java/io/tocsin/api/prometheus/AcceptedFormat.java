package io.tocsin.api.prometheus;

import java.util.Locale;

/// Which exposition format a client wants most, by its `Accept`.
final class AcceptedFormat {
  private AcceptedFormat() {}

  /// Tells whether delimited protobuf is wanted more than text, or before it where both are wanted
  /// alike.
  static boolean prefersProtobuf(String accept) {
    double text = 0;
    double protobuf = 0;
    boolean first = false;
    for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = range.split(";", -1);
      double quality = quality(parts);
      if (isProtobuf(parts) && quality > protobuf) {
        protobuf = quality;
        first = text < quality;
      } else if (parts[0].strip().equals("text/plain")) {
        text = Math.max(text, quality);
      }
    }
    return protobuf > text || (first && protobuf == text);
  }

  private static boolean isProtobuf(String[] parts) {
    boolean family = false;
    boolean delimited = false;
    for (var part : parts) {
      family |= part.strip().equals("proto=io.prometheus.client.metricfamily");
      delimited |= part.strip().equals("encoding=delimited");
    }
    return parts[0].strip().equals("application/vnd.google.protobuf") && family && delimited;
  }

  private static double quality(String[] parts) {
    for (var part : parts) {
      var parameter = part.strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
