package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import java.nio.charset.StandardCharsets;

/// The labels that say what a series measures and that a calculation takes away.
public final class Names {
  public static final String TYPE = "__type__";
  public static final String UNIT = "__unit__";

  private Names() {}

  public static boolean is(String labelName) {
    return labelName.equals(Labels.NAME) || labelName.equals(TYPE) || labelName.equals(UNIT);
  }

  /// Tells whether a text can be a label's name: any that is not empty and is UTF-8. Where a
  /// query's bytes were none, lone surrogates or replacement characters stand.
  public static boolean isValid(String labelName) {
    return !labelName.isEmpty()
        && labelName.indexOf('\uFFFD') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(labelName);
  }

  public static Labels without(Labels labels) {
    return labels.has(Labels.NAME) || labels.has(TYPE) || labels.has(UNIT)
        ? labels.without(Labels.NAME, TYPE, UNIT)
        : labels;
  }

  /// Writes all labels in braces, the name among them, as Prometheus' messages do.
  public static String spelled(Labels labels) {
    var out = new StringBuilder("{");
    for (var label : labels) {
      out.append(out.length() > 1 ? ", " : "").append(label.name()).append('=');
      LabelsText.quote(out, label.value());
    }
    return out.append('}').toString();
  }

  /// Tells whether rows differ in name, so that they may become equal without it.
  public static boolean vary(SetRows rows) {
    return varies(rows, Labels.NAME) || varies(rows, TYPE) || varies(rows, UNIT);
  }

  private static boolean varies(SetRows rows, String label) {
    var column = rows.set().column(label);
    for (int i = 1; i < rows.size(); i++) {
      if (column[rows.series(i)] != column[rows.series(0)]) {
        return true;
      }
    }
    return false;
  }
}
