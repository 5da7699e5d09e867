package io.tocsin.notify.dispatch;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;

/// A label set as Go's `model.LabelSet` prints it: the second half of a group key.
final class LabelSetText {
  private LabelSetText() {}

  static String print(Labels labels) {
    var out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(labels.name(i)).append('=');
      LabelsText.quote(out, labels.value(i));
    }
    return out.append('}').toString();
  }
}
