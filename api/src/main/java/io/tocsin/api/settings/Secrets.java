package io.tocsin.api.settings;

import io.tocsin.api.prometheus.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides the secrets of a configuration file, and puts them back into a text that was shown without
/// them. Comments and layout stay as they are. What could be a secret counts as one.
final class Secrets {
  /// What stands for a secret, as in Prometheus.
  static final String HIDDEN = "<secret>";

  private static final String KEYS =
      "password|bearer_token|credentials|client_secret|secret_key|access_key|session_token"
          + "|smtp_auth_password|smtp_auth_secret|api_key|api_secret|api_token|api_url|service_key"
          + "|routing_key|integration_key|bot_token|token|user_key|webhook_url|slack_api_url"
          + "|opsgenie_api_key|victorops_api_key|wechat_api_secret|rocketchat_token"
          + "|rocketchat_token_id|token_id|slack_app_token|app_token|key|secret|secrets|application_key"
          + "|refresh_token|url_secret|consumer_secret|application_credential_secret|x509_key";
  private static final String NAME = "(?<![\\w-])[\"']?(?:" + KEYS + ")[\"']?\\s*:";

  /// A value on the line of its key: quoted, or up to what ends it.
  private static final Pattern INLINE =
      Pattern.compile(
          "("
              + NAME
              + "\\s+)(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^\\s,{}\\[\\]#|>&*!][^,}#\\n]*|\\[[^\\]]*\\])");

  /// A value below its key, by deeper lines.
  private static final Pattern BLOCK =
      Pattern.compile("^(\\s*(?:- )?" + NAME + "\\s*)(?:[|>][-+0-9]*)?\\s*$");

  /// A password in an address, and all of an address behind a `url:` of a webhook.
  private static final Pattern ADDRESS = Pattern.compile("(://[^/@\\s:]*:)([^@/\\s]+)(@)");

  private static final Pattern WEBHOOK =
      Pattern.compile("((?<![\\w-])url\\s*:\\s+[\"']?https?://[^/\\s\"']+/)([^\\s\"',}#]+)");

  private Secrets() {}

  /// A text without its secrets, and which lines of the text each of its lines was.
  private record Shown(List<String> lines, List<List<String>> originals) {}

  /// Returns the text as it is shown.
  ///
  /// @param webhooks whether the paths of addresses are secrets, as in `alertmanager.yml`
  static String hide(String text, boolean webhooks) {
    return String.join("\n", shown(text, webhooks).lines()) + (text.endsWith("\n") ? "\n" : "");
  }

  private static Shown shown(String text, boolean webhooks) {
    var lines = new ArrayList<String>();
    var originals = new ArrayList<List<String>>();
    var all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      var line = all.get(i);
      var block = BLOCK.matcher(line);
      int end = block.matches() ? endOfBlock(all, i) : i + 1;
      if (end > i + 1) {
        lines.add(block.group(1).stripTrailing() + " " + HIDDEN);
        originals.add(all.subList(i, end));
        i = end - 1;
      } else {
        lines.add(hiddenLine(line, webhooks));
        originals.add(List.of(line));
      }
    }
    return new Shown(lines, originals);
  }

  private static int endOfBlock(List<String> lines, int key) {
    int depth = indent(lines.get(key));
    int end = key + 1;
    for (int i = key + 1; i < lines.size(); i++) {
      var line = lines.get(i);
      boolean deeper =
          indent(line) > depth || (line.stripLeading().startsWith("- ") && indent(line) == depth);
      if (!line.isBlank() && !deeper) {
        break;
      }
      end = line.isBlank() ? end : i + 1;
    }
    return end;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String hiddenLine(String line, boolean webhooks) {
    var hidden = INLINE.matcher(line).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    hidden = ADDRESS.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
    return webhooks ? WEBHOOK.matcher(hidden).replaceAll("$1" + HIDDEN) : hidden;
  }

  /// Returns a text with its secrets: a line with a hidden one must be as it was shown.
  ///
  /// @param before the file as it is
  /// @param edited what was shown, and changed since
  /// @throws ApiError if it cannot be told which secret stands for
  static String restore(String before, String edited, boolean webhooks) {
    if (!edited.contains(HIDDEN)) {
      return edited;
    }
    var shown = shown(before, webhooks);
    var lines = new Lines(String.join("\n", shown.lines()), edited);
    var text = new ArrayList<String>();
    int number = 0;
    for (var line : edited.lines().toList()) {
      int origin = lines.origin(number++);
      if (!line.contains(HIDDEN)) {
        text.add(line);
      } else if (origin >= 0) {
        text.addAll(shown.originals().get(origin));
      } else {
        throw ApiError.at(
            number,
            line.indexOf(HIDDEN) + 1,
            "line "
                + number
                + ": "
                + HIDDEN
                + " (expected: the secret itself: the line has changed, and nobody can tell which"
                + " one it stands for)");
      }
    }
    return String.join("\n", text) + (edited.endsWith("\n") ? "\n" : "");
  }
}
