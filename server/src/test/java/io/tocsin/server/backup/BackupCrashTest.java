package io.tocsin.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Wherever a backup or a restore stops, what is there is whole or is not taken for it.
class BackupCrashTest {
  private static final Instant TIME = Instant.parse("2026-01-31T23:59:59Z");

  private final Map<String, byte[]> files = new TreeMap<>();

  private void fill(Random random) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      var bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(3000)];
      random.nextBytes(bytes);
      files.put((random.nextBoolean() ? "tsdb/" : "catalog/") + "f-" + random.nextInt(99), bytes);
    }
  }

  /// Sends the files as a server would.
  private void send(Sink sink) throws IOException {
    var entries = new ArrayList<Manifest.Entry>();
    for (var file : files.entrySet()) {
      var words = file.getKey().split("/");
      var bytes = file.getValue();
      sink.file(words[0], words[1], bytes.length, to -> to.take(bytes, bytes.length));
      var sum = new Sha256().add(bytes).hex();
      entries.add(new Manifest.Entry(words[0], words[1], bytes.length, sum));
    }
    sink.end(new Manifest(TIME, "1.0", entries));
  }

  private static Map<String, byte[]> content(Place place) throws IOException {
    var content = new TreeMap<String, byte[]>();
    for (var store : place.stores()) {
      for (var name : place.store(store).list()) {
        content.put(store + "/" + name, bytes(place.store(store), name));
      }
    }
    return content;
  }

  private static byte[] bytes(Directory folder, String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      return folder.map(name, arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private void assertWhole(Place place) throws IOException {
    var found = content(place);
    assertThat(found.keySet()).isEqualTo(files.keySet());
    files.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  private static CrashableDirectory after(CrashableDirectory directory, Random random) {
    return random.nextBoolean() ? directory.afterPowerLoss(random) : directory.afterKill();
  }

  @SeededTest
  void aBackupWithAManifestIsWhole(Random random) throws IOException {
    fill(random);
    var directory = new CrashableDirectory();
    directory.dieAfter(random.nextInt(60));
    boolean acknowledged = false;
    try {
      send(new PlaceWriter(new CrashablePlace(directory)));
      acknowledged = true;
    } catch (IOException e) {
      // The crash.
    }
    var left = new CrashablePlace(after(directory, random));
    assertThat(acknowledged && !left.root().list().contains(Manifest.NAME)).isFalse();
    if (left.root().list().contains(Manifest.NAME)) {
      assertWhole(left);
      PlaceWriter.verify(left, Manifest.read(left.root()));
    }
  }

  @SeededTest
  void aRestoreIsWholeOrRefusedAndCanBeRunAgain(Random random) throws IOException {
    fill(random);
    var backup = new CrashablePlace(new CrashableDirectory());
    send(new PlaceWriter(backup));
    var directory = new CrashableDirectory();
    for (int attempt = 0; attempt < 4; attempt++) {
      directory.dieAfter(random.nextInt(50));
      boolean done = run(backup, new CrashablePlace(directory));
      directory = after(directory, random);
      var left = new CrashablePlace(directory);
      boolean refused = left.root().list().contains(Restore.MARKER);
      assertThat(done && refused).isFalse();
      if (!refused && !directory.list().isEmpty()) {
        Restore.refuseUnfinished(left);
        assertWhole(left);
        return;
      }
      if (refused) {
        assertThatThrownBy(() -> Restore.refuseUnfinished(left))
            .hasMessageContaining("a restore into it was not finished");
      }
    }
    var last = new CrashablePlace(directory);
    var restore = new Restore(backup, last);
    restore.run(restore.manifest());
    assertWhole(last);
  }

  private static boolean run(Place backup, Place data) {
    try {
      var restore = new Restore(backup, data);
      restore.run(restore.manifest());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @SeededTest
  void aByteThatChangedInABackupIsFound(Random random) throws IOException {
    fill(random);
    var directory = new CrashableDirectory();
    var backup = new CrashablePlace(directory);
    send(new PlaceWriter(backup));
    var names = List.copyOf(directory.list());
    var name = names.get(random.nextInt(names.size()));
    if (directory.size(name) == 0) {
      return;
    }
    directory.flip(name, random.nextLong(directory.size(name)));
    var data = new CrashablePlace(new CrashableDirectory());
    var restore = new Restore(backup, data);
    assertThatThrownBy(() -> restore.run(restore.manifest()))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining(name);
    assertThat(data.root().list()).isSubsetOf(Restore.MARKER);
  }

  @SeededTest(seeds = 25)
  void nothingIsRestoredOverSomething(Random random) throws IOException {
    fill(random);
    var backup = new CrashablePlace(new CrashableDirectory());
    send(new PlaceWriter(backup));
    var data = new CrashablePlace(new CrashableDirectory());
    (random.nextBoolean() ? data.root() : data.store("tsdb")).create("mine").close();
    var restore = new Restore(backup, data);
    assertThatThrownBy(() -> restore.run(restore.manifest()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected: an empty or missing directory");
    assertThat(data.all().list()).hasSize(1);
  }
}
