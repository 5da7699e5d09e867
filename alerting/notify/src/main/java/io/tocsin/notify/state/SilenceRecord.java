package io.tocsin.notify.state;

import io.tocsin.model.Matcher;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.Silence;
import java.util.ArrayList;

/// A silence in the log.
final class SilenceRecord {
  private SilenceRecord() {}

  static RecordWriter write(int type, Silence silence) {
    var out =
        new RecordWriter(type)
            .text(silence.id())
            .number(silence.startsAtMillis())
            .number(silence.endsAtMillis())
            .number(silence.updatedAtMillis())
            .text(silence.createdBy())
            .text(silence.comment())
            .texts(silence.annotations())
            .count(silence.matcherSets().size());
    for (var set : silence.matcherSets()) {
      out.count(set.list().size());
      for (var matcher : set.list()) {
        out.text(matcher.type().symbol()).text(matcher.name()).text(matcher.value());
      }
    }
    return out;
  }

  static Silence read(RecordReader in) {
    var id = in.text();
    long start = in.number();
    long end = in.number();
    long updated = in.number();
    var by = in.text();
    var comment = in.text();
    var annotations = in.texts();
    var sets = new ArrayList<Matchers>();
    for (int left = in.count(); left > 0; left--) {
      var matchers = new ArrayList<Matcher>();
      for (int more = in.count(); more > 0; more--) {
        var type = type(in.text());
        var name = in.text();
        matchers.add(new Matcher(type, name, in.text()));
      }
      sets.add(Matchers.of(matchers));
    }
    return new Silence(id, sets, start, end, updated, by, comment, annotations);
  }

  private static Matcher.Type type(String symbol) {
    for (var type : Matcher.Type.values()) {
      if (type.symbol().equals(symbol)) {
        return type;
      }
    }
    return Matcher.Type.EQUAL;
  }
}
