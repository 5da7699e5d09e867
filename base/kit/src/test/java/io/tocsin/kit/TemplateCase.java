package io.tocsin.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A template and what Go made of it; failed cases hold the error's text. A file of cases is `>>>`
/// TEMPLATE, then `<<<` OUTPUT or `!!!` ERROR, each on lines of its own.
record TemplateCase(String template, boolean fails, String answer) {
  static List<TemplateCase> read(String resource) {
    var cases = new ArrayList<TemplateCase>();
    for (var block : text(resource).split(">>>\n")) {
      if (block.isEmpty()) {
        continue;
      }
      int good = block.indexOf("\n<<<\n");
      int at = good >= 0 ? good : block.indexOf("\n!!!\n");
      var answer = block.substring(at + 5);
      cases.add(
          new TemplateCase(
              block.substring(0, at), good < 0, answer.substring(0, answer.length() - 1)));
    }
    return cases;
  }

  private static String text(String resource) {
    try (var in = TemplateCase.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
