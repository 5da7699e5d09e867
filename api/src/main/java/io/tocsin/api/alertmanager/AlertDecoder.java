package io.tocsin.api.alertmanager;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.notify.MatcherSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the alerts of `POST /alerts`: what is malformed refuses the request, what makes no alert is
/// left out and told of, and the rest counts.
final class AlertDecoder {
  private static final String BODY = "alerts";
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern AUTHORITY = Pattern.compile("[^:/?#]*:?//[^/?#]* .*");

  private final MatcherSyntax syntax;
  private final long nowMillis;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private AlertDecoder(MatcherSyntax syntax, long nowMillis) {
    this.syntax = syntax;
    this.nowMillis = nowMillis;
  }

  /// @throws Fault if the body is not as described
  static AlertDecoder decode(byte[] body, MatcherSyntax syntax, long nowMillis) {
    var decoder = new AlertDecoder(syntax, nowMillis);
    var list = Fields.list(BODY, "", Fields.read(BODY, body));
    var fields = new ArrayList<Fields>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) != null) {
        fields.add(checked(Fields.of(BODY, i + ".", list.get(i))));
      }
    }
    fields.forEach(decoder::take);
    return decoder;
  }

  private static Fields checked(Fields alert) {
    alert.texts("annotations");
    alert.time("startsAt");
    alert.time("endsAt");
    var url = alert.text("generatorURL");
    alert.require("labels");
    alert.texts("labels");
    if (!url.isEmpty() && !isUri(url)) {
      throw new Fault(
          601, alert.path() + "generatorURL in body must be of type uri: \"" + url + "\"");
    }
    return alert;
  }

  private static boolean isUri(String text) {
    boolean control = text.chars().anyMatch(c -> c < ' ' || c == 127);
    return !control
        && (text.startsWith("/") || SCHEME.matcher(text).matches())
        && !AUTHORITY.matcher(text).matches();
  }

  private void take(Fields fields) {
    var labels = fields.texts("labels");
    labels.values().removeIf(String::isEmpty);
    var annotations = fields.texts("annotations");
    long ends = fields.time("endsAt");
    long told = fields.time("startsAt");
    long starts = told != 0 ? told : ends != 0 ? ends : nowMillis;
    var problem = problem(labels, annotations, starts, ends);
    if (problem.isEmpty()) {
      alerts.add(
          new Alert(Labels.of(labels), annotations, starts, ends, fields.text("generatorURL")));
    } else {
      problems.add(problem);
    }
  }

  /// Returns Alertmanager's words for what is wrong; empty where nothing is.
  private String problem(
      Map<String, String> labels, Map<String, String> annotations, long starts, long ends) {
    if (ends != 0 && ends < starts) {
      return "start time must be before end time";
    }
    if (labels.isEmpty()) {
      return "at least one label pair required";
    }
    var bad = badName(labels);
    if (!bad.isEmpty()) {
      return "invalid label set: " + bad;
    }
    var badAnnotation = badName(annotations);
    return badAnnotation.isEmpty() ? "" : "invalid annotations: " + badAnnotation;
  }

  private String badName(Map<String, String> pairs) {
    for (var name : pairs.keySet()) {
      if (!syntax.isLabelName(name)) {
        return "invalid name " + LabelsText.quote(new StringBuilder(), name);
      }
    }
    return "";
  }

  /// Returns the alerts that can be taken. An end that was not told is 0.
  List<Alert> alerts() {
    return alerts;
  }

  /// Returns what is wrong with the others, a line for each.
  List<String> problems() {
    return problems;
  }
}
