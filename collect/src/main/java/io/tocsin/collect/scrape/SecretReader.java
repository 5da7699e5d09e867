package io.tocsin.collect.scrape;

import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.config.HttpSettings.SecretText;
import java.io.IOException;

/// Reveals secrets, those in files as they are now. Safe for use by many threads.
record SecretReader(ReadFiles files) {
  String read(SecretText secret) throws IOException {
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
