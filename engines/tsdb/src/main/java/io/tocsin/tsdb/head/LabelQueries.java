package io.tocsin.tsdb.head;

import io.tocsin.model.Matcher;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/// Names and values of the labels of the head's series. Safe for use by many threads.
public final class LabelQueries {
  private final Head head;

  public LabelQueries(Head head) {
    this.head = head;
  }

  public Set<String> names(List<Matcher> matchers) {
    var names = new TreeSet<String>();
    long stamp = head.labelLock.readLock();
    try {
      var ids = new BitSet();
      if (matchers.isEmpty()) {
        allNames(ids);
      } else {
        namesOf(new Matching(head.index).match(matchers), ids);
      }
      ids.stream().forEach(id -> names.add(head.index.symbols.text(id)));
      return names;
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }

  private void allNames(BitSet ids) {
    var pairs = head.index.pairs;
    for (int pair = 1; pair < pairs.end(); pair++) {
      if (pairs.used(pair)) {
        ids.set(pairs.name(pair));
      }
    }
  }

  private void namesOf(RoaringBitmap series, BitSet ids) {
    var pairs = new int[LabelSets.LABELS_MAX];
    var slots = series.getIntIterator();
    while (slots.hasNext()) {
      int size = head.index.read(slots.next(), pairs);
      for (int i = 0; i < size; i++) {
        ids.set(head.index.pairs.name(pairs[i]));
      }
    }
  }

  public Set<String> values(String name, List<Matcher> matchers) {
    var values = new TreeSet<String>();
    long stamp = head.labelLock.readLock();
    try {
      var matching = new Matching(head.index);
      boolean all = matchers.isEmpty();
      var series = matching.match(matchers);
      int nameId = head.index.symbols.find(name);
      var pairs = head.index.pairs;
      for (int i = 0; i < pairs.countOfName(nameId); i++) {
        int pair = pairs.ofName(nameId, i);
        if (all ? pairs.used(pair) : matching.meets(pair, series)) {
          values.add(head.index.symbols.text(pairs.value(pair)));
        }
      }
      return values;
    } finally {
      head.labelLock.unlockRead(stamp);
    }
  }
}
