package io.tocsin.api.alertmanager;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the alerts of `POST /alerts` as far as the description goes; whether each can be an alert
/// is for who takes them.
final class AlertDecoder {
  private static final String BODY = "alerts";
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern AUTHORITY = Pattern.compile("[^:/?#]*:?//[^/?#]* .*");

  private AlertDecoder() {}

  /// Returns the alerts; times that were not told are 0, and labels without a value are left out.
  ///
  /// @throws Fault if the body is not as described
  static List<Alert> decode(byte[] body) {
    var list = Fields.list(BODY, "", Fields.read(BODY, body));
    var alerts = new ArrayList<Alert>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) != null) {
        alerts.add(alert(Fields.of(BODY, i + ".", list.get(i))));
      }
    }
    return alerts;
  }

  private static Alert alert(Fields fields) {
    var annotations = fields.texts("annotations");
    long ends = fields.time("endsAt");
    long starts = fields.time("startsAt");
    var url = fields.text("generatorURL");
    if (!url.isEmpty() && !isUri(url)) {
      throw new Fault(
          601, fields.path() + "generatorURL in body must be of type uri: \"" + url + "\"");
    }
    fields.require("labels");
    return new Alert(Labels.of(fields.texts("labels")), annotations, starts, ends, url);
  }

  private static boolean isUri(String text) {
    boolean control = text.chars().anyMatch(c -> c < ' ' || c == 127);
    return !control
        && (text.startsWith("/") || SCHEME.matcher(text).matches())
        && !AUTHORITY.matcher(text).matches();
  }
}
