package io.tocsin.notify.state;

import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.Clock;
import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.Silence;
import io.tocsin.notify.SilenceException;
import io.tocsin.notify.Silences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The silences. Readers see an immutable list that each change replaces.
final class SilenceStore implements Silences, StateLog.Part {
  private static final int TYPE = 1;

  private final Clock clock;
  private final AlertmanagerOptions options;
  private final LinkedHashMap<String, Silence> byId = new LinkedHashMap<>();
  private volatile Snapshot snapshot = new Snapshot(0, List.of());
  private @Nullable StateLog log;

  /// All silences, and a number that grows whenever one may cover more than before.
  record Snapshot(long version, List<Silence> list) {}

  SilenceStore(Clock clock, AlertmanagerOptions options) {
    this.clock = clock;
    this.options = options;
  }

  void keepIn(StateLog kept) {
    this.log = kept;
  }

  private StateLog log() {
    StateLog kept = log;
    if (kept == null) {
      throw new IllegalStateException("silences: not open");
    }
    return kept;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public void replay(RecordReader record) {
    if (record.type() == TYPE) {
      put(SilenceRecord.read(record));
    }
  }

  @Override
  public void dump(Consumer<RecordWriter> to) {
    long now = clock.millis();
    for (var silence : byId.values()) {
      if (!isForgotten(silence, now)) {
        to.accept(SilenceRecord.write(TYPE, silence));
      }
    }
  }

  private boolean isForgotten(Silence silence, long now) {
    return silence.endsAtMillis() + options.retentionMillis() <= now;
  }

  /// Forgets what ended long ago.
  ///
  /// @return how many
  int forget() {
    var lock = log().lock();
    lock.lock();
    try {
      long now = clock.millis();
      int before = byId.size();
      byId.values().removeIf(silence -> isForgotten(silence, now));
      if (byId.size() < before) {
        snapshot = new Snapshot(snapshot.version(), List.copyOf(byId.values()));
      }
      return before - byId.size();
    } finally {
      lock.unlock();
    }
  }

  private void put(Silence silence) {
    boolean covered = byId.put(silence.id(), silence) != null;
    snapshot = new Snapshot(snapshot.version() + (covered ? 0 : 1), List.copyOf(byId.values()));
  }

  private void keep(Silence silence) throws IOException {
    log().append(SilenceRecord.write(TYPE, silence));
    put(silence);
  }

  @Override
  public Silence set(Silence given) throws IOException {
    ReentrantLock lock = log().lock();
    lock.lock();
    try {
      long now = clock.millis();
      var silence = given.startsAtMillis() == 0 ? given.at(now, given.endsAtMillis(), now) : given;
      check(silence);
      var old = byId.get(silence.id());
      if (!silence.id().isEmpty() && old == null) {
        throw new SilenceException(SilenceException.Kind.NOT_FOUND, "silence not found");
      }
      if (old != null && isChange(old, silence, now)) {
        var changed = silence.at(silence.startsAtMillis(), silence.endsAtMillis(), now);
        checkSize(changed);
        keep(changed);
        return changed;
      }
      return add(silence, old, now);
    } finally {
      lock.unlock();
    }
  }

  private Silence add(Silence silence, @Nullable Silence old, long now) throws IOException {
    int max = options.silences().maxSilences();
    if (max > 0 && byId.size() + 1 > max) {
      throw new SilenceException(
          SilenceException.Kind.LIMIT,
          "exceeded maximum number of silences: " + byId.size() + " (limit: " + max + ")");
    }
    long start = Math.max(silence.startsAtMillis(), now);
    var made = silence.at(start, silence.endsAtMillis(), now).withId(UUID.randomUUID().toString());
    checkSize(made);
    if (old != null && old.state(now) != Silence.State.EXPIRED) {
      keep(ended(old, now));
    }
    keep(made);
    return made;
  }

  private static Silence ended(Silence silence, long now) {
    long start = Math.min(silence.startsAtMillis(), now);
    return silence.at(start, now, now);
  }

  /// Tells whether the old one can become the new one without another past.
  private static boolean isChange(Silence old, Silence silence, long now) {
    if (!old.matcherSets().equals(silence.matcherSets())) {
      return false;
    }
    return switch (old.state(now)) {
      case ACTIVE ->
          old.startsAtMillis() / 1000 == silence.startsAtMillis() / 1000
              && silence.endsAtMillis() >= now;
      case PENDING -> silence.startsAtMillis() >= now;
      case EXPIRED -> false;
    };
  }

  private void check(Silence silence) {
    if (silence.matcherSets().isEmpty()) {
      throw invalid("at least one matcher set required");
    }
    for (int i = 0; i < silence.matcherSets().size(); i++) {
      check(silence.matcherSets().get(i), i);
    }
    if (silence.endsAtMillis() == 0) {
      throw invalid("invalid zero end timestamp");
    }
    if (silence.endsAtMillis() < silence.startsAtMillis()) {
      throw invalid("end time must not be before start time");
    }
  }

  private void check(Matchers set, int index) {
    if (set.isEmpty()) {
      throw invalid("matcher set " + index + " is empty");
    }
    for (int i = 0; i < set.list().size(); i++) {
      var name = set.list().get(i).name();
      if (!options.matchers().isLabelName(name)) {
        throw invalid(
            "invalid label matcher "
                + i
                + " in set "
                + index
                + ": invalid label name \""
                + name
                + "\"");
      }
    }
    if (set.list().stream().allMatch(SilenceStore::matchesNothing)) {
      throw invalid(
          "matcher set " + index + ": at least one matcher must not match the empty string");
    }
  }

  /// Tells whether the matcher holds for a label that is not there. A negative one that does is let
  /// through all the same: so does Alertmanager, and `team!="db"` is a sensible silence.
  private static boolean matchesNothing(Matcher matcher) {
    return switch (matcher.type()) {
      case EQUAL -> matcher.value().isEmpty();
      case REGEX -> finds(matcher.value());
      case NOT_EQUAL, NOT_REGEX -> false;
    };
  }

  /// Alertmanager looks whether the expression is found in the empty text, not whether it is it.
  private static boolean finds(String regex) {
    try {
      return AnchoredRegex.compile("(?:.*(?:" + regex + ").*)").matches("");
    } catch (RegexException e) {
      return false;
    }
  }

  private void checkSize(Silence silence) {
    int max = options.silences().maxSizeBytes();
    int size = SilenceRecord.write(TYPE, silence).bytes().length;
    if (max > 0 && size > max) {
      throw new SilenceException(
          SilenceException.Kind.LIMIT,
          "silence exceeded maximum size: " + size + " bytes (limit: " + max + " bytes)");
    }
  }

  private static SilenceException invalid(String what) {
    return new SilenceException(SilenceException.Kind.INVALID, "invalid silence: " + what);
  }

  @Override
  public void expire(String id) throws IOException {
    var lock = log().lock();
    lock.lock();
    try {
      var silence = byId.get(id);
      if (silence == null) {
        throw new SilenceException(SilenceException.Kind.NOT_FOUND, "silence not found");
      }
      long now = clock.millis();
      if (silence.state(now) != Silence.State.EXPIRED) {
        keep(ended(silence, now));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Silence find(String id) {
    for (var silence : snapshot.list()) {
      if (silence.id().equals(id)) {
        return silence;
      }
    }
    return null;
  }

  @Override
  public List<Silence> all() {
    return snapshot.list();
  }

  @Override
  public List<Silence> matching(Matchers filter) {
    var found = new ArrayList<Silence>();
    for (var silence : snapshot.list()) {
      if (silence.matcherSets().stream().anyMatch(set -> set.list().containsAll(filter.list()))) {
        found.add(silence);
      }
    }
    long now = clock.millis();
    found.sort(
        Comparator.comparingInt((Silence silence) -> rank(silence, now))
            .thenComparingLong(silence -> when(silence, now)));
    return found;
  }

  private static int rank(Silence silence, long now) {
    return switch (silence.state(now)) {
      case ACTIVE -> 1;
      case PENDING -> 2;
      case EXPIRED -> 3;
    };
  }

  private static long when(Silence silence, long now) {
    return switch (silence.state(now)) {
      case ACTIVE -> silence.endsAtMillis();
      case PENDING -> silence.startsAtMillis();
      case EXPIRED -> -silence.endsAtMillis();
    };
  }
}
