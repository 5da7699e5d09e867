package io.tocsin.collect.scrape;

/// A scrape does not count; the message is what the targets page shows.
final class ScrapeFailure extends Exception {
  private static final long serialVersionUID = 1;

  ScrapeFailure(String message) {
    super(message);
  }

  ScrapeFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
