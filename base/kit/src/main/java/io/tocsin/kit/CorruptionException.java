package io.tocsin.kit;

/// Bytes that were read back are not what was written. Names the file, where in it, and what is
/// wrong there; decoders that do not know their file leave it to [#in].
public final class CorruptionException extends RuntimeException {
  private final String file;
  private final long offset;
  private final String detail;

  public CorruptionException(String file, long offset, String detail) {
    super(file + ": offset " + offset + ": " + detail);
    this.file = file;
    this.offset = offset;
    this.detail = detail;
  }

  private CorruptionException(String file, long offset, String detail, Throwable cause) {
    this(file, offset, detail);
    initCause(cause);
  }

  /// Returns the same for a decoder's finding that lies in `newFile`, whose offset 0 of the decoder
  /// is at `start`.
  public CorruptionException in(String newFile, long start) {
    return new CorruptionException(newFile, start + offset, detail, this);
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }

  public String detail() {
    return detail;
  }
}
