package io.tocsin.collect.config;

import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlSection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Checks `otlp` and `tracing`.
final class TelemetryReader {
  private static final String NO_UTF8_ESCAPING = "NoUTF8EscapingWithSuffixes";
  private static final Set<String> STRATEGIES =
      new LinkedHashSet<>(
          List.of(
              "UnderscoreEscapingWithSuffixes",
              "UnderscoreEscapingWithoutSuffixes",
              NO_UTF8_ESCAPING,
              "NoTranslation"));

  private final ReadContext context;

  TelemetryReader(ReadContext context) {
    this.context = context;
  }

  void read(YamlSection root, boolean utf8Names) {
    if (root.has("otlp")) {
      otlp(root.require("otlp").section(), utf8Names);
      context.unsupported(root, "otlp");
    }
    if (root.has("tracing")) {
      tracing(root.require("tracing").section());
      context.unsupported(root, "tracing");
    }
  }

  private static void otlp(YamlSection section, boolean utf8Names) {
    if (section.has("translation_strategy")) {
      var node = section.require("translation_strategy");
      var strategy = ReadContext.oneOf(node, STRATEGIES);
      boolean keepsUtf8 = strategy.equals(NO_UTF8_ESCAPING) || strategy.equals("NoTranslation");
      if (keepsUtf8 && !utf8Names) {
        throw node.refuse("another one with metric_name_validation_scheme: legacy");
      }
    }
    boolean all = section.bool("promote_all_resource_attributes", false);
    if (all && !section.list("promote_resource_attributes").isEmpty()) {
      throw section
          .require("promote_resource_attributes")
          .refusal("excludes promote_all_resource_attributes");
    }
    if (!all && !section.list("ignore_resource_attributes").isEmpty()) {
      throw section
          .require("ignore_resource_attributes")
          .refusal("needs promote_all_resource_attributes");
    }
    unique(section, "promote_resource_attributes");
    unique(section, "ignore_resource_attributes");
    for (var key :
        List.of(
            "keep_identifying_resource_attributes",
            "convert_histograms_to_nhcb",
            "promote_scope_metadata",
            "label_name_underscore_sanitization",
            "label_name_preserve_multiple_underscores")) {
      section.bool(key, false);
    }
    section.done();
  }

  private static void unique(YamlSection section, String key) {
    var seen = new HashSet<String>();
    for (var item : section.list(key)) {
      var name = item.text().strip();
      if (name.isEmpty() || !seen.add(name)) {
        throw item.refuse("each attribute once");
      }
    }
  }

  private void tracing(YamlSection section) {
    if (section.text("endpoint", "").isEmpty()) {
      throw section.node().refusal("endpoint is missing");
    }
    if (section.has("client_type")) {
      ReadContext.oneOf(section.require("client_type"), Set.of("grpc", "http"));
    }
    if (section.has("compression")) {
      ReadContext.oneOf(section.require("compression"), Set.of("gzip"));
    }
    RemoteReader.headers(section, "headers");
    section.number("sampling_fraction", 0);
    section.bool("insecure", false);
    section.durationMillis("timeout", 0);
    if (section.has("tls_config")) {
      new HttpReader(context.place()).tls(section.require("tls_config").section());
    }
    section.done();
  }
}
