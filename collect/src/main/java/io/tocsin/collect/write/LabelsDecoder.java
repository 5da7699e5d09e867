package io.tocsin.collect.write;

import io.tocsin.collect.exposition.Utf8;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;

/// Decodes and checks the labels of one `TimeSeries`; the slow path, once per new series.
final class LabelsDecoder {
  private static final int LABEL = 1 << 3 | 2;
  private static final int NAME = 1 << 3 | 2;
  private static final int VALUE = 2 << 3 | 2;

  private final byte[] bytes;
  private final LabelsBuilder builder = new LabelsBuilder();
  private final HashSet<String> names = new HashSet<>();
  private String problem = "";

  LabelsDecoder(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the label fields of a message from `from` to `to` and skips others.
  void read(int from, int to) {
    readNameless(from, to);
    if (problem.isEmpty() && !builder.has(Labels.NAME)) {
      problem = "no metric name (expected: a label __name__)";
    }
  }

  /// As above, of what is no series.
  void readNameless(int from, int to) {
    var cursor = new ProtoCursor(bytes, from, to);
    while (cursor.more()) {
      int tag = cursor.tag();
      if (tag == LABEL) {
        int outer = cursor.enter();
        label(cursor);
        cursor.leave(outer);
      } else {
        cursor.skip(tag);
      }
    }
  }

  /// Returns what is wrong with the labels; empty where nothing is.
  String problem() {
    return problem;
  }

  /// Returns the labels, without those that have no value.
  Labels labels() {
    return builder.build();
  }

  private void label(ProtoCursor cursor) {
    var name = "";
    var value = "";
    while (cursor.more()) {
      int tag = cursor.tag();
      if (tag == NAME) {
        name = string(cursor);
      } else if (tag == VALUE) {
        value = string(cursor);
      } else {
        cursor.skip(tag);
      }
    }
    if (name.isEmpty()) {
      problem = "an empty label name (expected: one that is not empty)";
    } else if (!names.add(name)) {
      problem = "label name: " + name + " comes twice (expected: once)";
    }
    builder.set(name, value);
  }

  private String string(ProtoCursor cursor) {
    int end = cursor.fieldEnd();
    int from = cursor.position();
    cursor.jump(end);
    var text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    if (!Utf8.isValid(bytes, from, end)) {
      problem = "label: " + text + " (expected: UTF-8)";
    }
    return text;
  }
}
