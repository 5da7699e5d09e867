package io.tocsin.http;

import io.tocsin.http.HttpSettings.SecretText;
import java.io.IOException;

/// Reveals secrets, those in files as they are now. Safe for use by many threads.
public record SecretReader(LocalFiles files) {
  /// Returns the text; of a file without white space around it.
  public String read(SecretText secret) throws IOException {
    var text = secret.text();
    if (text != null) {
      return text.reveal();
    }
    var file = secret.file();
    if (file == null) {
      return "";
    }
    try {
      return files.read(file).strip();
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
