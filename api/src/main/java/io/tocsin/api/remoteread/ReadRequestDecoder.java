package io.tocsin.api.remoteread;

import io.tocsin.api.http.HttpError;
import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import java.util.ArrayList;
import java.util.List;

/// Decodes `prometheus.ReadRequest`.
final class ReadRequestDecoder {
  private static final int QUERIES_MAX = 1_000;
  private static final int SAMPLES = 0;
  private static final int STREAMED = 1;

  private ReadRequestDecoder() {}

  /// @throws HttpError if it is none
  static ReadRequest decode(byte[] message) {
    var in = new ProtoReader(message, 0, message.length);
    var queries = new ArrayList<ReadRequest.Query>();
    var accepted = new ArrayList<Long>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> queries.add(query(in.message()));
        case 2 -> in.numbers(accepted);
        default -> in.skip();
      }
    }
    if (queries.size() > QUERIES_MAX) {
      throw new HttpError(
          400, "queries: " + queries.size() + " (expected: at most " + QUERIES_MAX + ")");
    }
    return new ReadRequest(List.copyOf(queries), isStreamed(accepted));
  }

  /// The first kind of answer that is known counts.
  private static boolean isStreamed(List<Long> accepted) {
    for (long type : accepted) {
      if (type == SAMPLES || type == STREAMED) {
        return type == STREAMED;
      }
    }
    if (accepted.isEmpty()) {
      return false;
    }
    throw new HttpError(
        400,
        "server does not support any of the requested response types: "
            + accepted
            + "; supported: SAMPLES, STREAMED_XOR_CHUNKS");
  }

  private static ReadRequest.Query query(ProtoReader in) {
    long start = 0;
    long end = 0;
    var matchers = new ArrayList<Matcher>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> start = in.number();
        case 2 -> end = in.number();
        case 3 -> matchers.add(matcher(in.message()));
        default -> in.skip();
      }
    }
    return new ReadRequest.Query(List.copyOf(matchers), start, end);
  }

  private static Matcher matcher(ProtoReader in) {
    long type = 0;
    var name = "";
    var value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = in.number();
        case 2 -> name = in.text();
        case 3 -> value = in.text();
        default -> in.skip();
      }
    }
    if (type < 0 || type > 3) {
      throw new HttpError(400, "invalid matcher type");
    }
    try {
      return new Matcher(kind((int) type), name, value);
    } catch (RegexException e) {
      throw new HttpError(400, String.valueOf(e.getMessage()));
    }
  }

  private static Matcher.Type kind(int number) {
    return switch (number) {
      case 0 -> Matcher.Type.EQUAL;
      case 1 -> Matcher.Type.NOT_EQUAL;
      case 2 -> Matcher.Type.REGEX;
      default -> Matcher.Type.NOT_REGEX;
    };
  }
}
