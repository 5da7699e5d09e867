package io.tocsin.kit;

/// A password, token or key. Prints as `<secret>`, so that no log line and no page shows it.
/// Immutable; equal when the texts are.
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /// Returns the secret itself, for the one place that sends it.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "<secret>";
  }
}
