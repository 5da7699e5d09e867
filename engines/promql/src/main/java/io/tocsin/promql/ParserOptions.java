package io.tocsin.promql;

/// Limits of the parser, against texts that were made to hurt.
///
/// @param lengthMax how many characters a query may have
/// @param depthMax how deep expressions may nest
public record ParserOptions(int lengthMax, int depthMax) {
  public static final ParserOptions DEFAULT = new ParserOptions(1 << 20, 500);
}
