package io.tocsin.server.backup;

import io.tocsin.kit.CorruptionException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes files to a place and reads them back.
final class PlaceWriter implements Sink {
  private static final String TEMPORARY = "manifest.tmp";

  private final Place place;
  private final Map<String, String> received = new HashMap<>();
  private final Set<String> stores = new TreeSet<>();

  PlaceWriter(Place place) {
    this.place = place;
  }

  @Override
  public void file(String store, String name, long bytes, Content content) throws IOException {
    // Made only to be checked: a name must not lead out of the place.
    var entry = new Manifest.Entry(store, name, bytes, "0".repeat(64));
    var folder = place.store(store);
    stores.add(store);
    var sum = new Sha256();
    try (var out = folder.create(name)) {
      content.read((piece, length) -> {
        sum.add(piece, length);
        out.write(piece, 0, length);
      });
      out.sync();
    }
    received.put(entry.path(), sum.hex());
  }

  /// Forces the names of all files to disk and reads every file back.
  ///
  /// @throws CorruptionException naming the first file that is not as the manifest has it
  void verify(Manifest manifest) throws IOException {
    for (var file : manifest.files()) {
      compare(file, received.getOrDefault(file.path(), "nothing"), "what arrived");
    }
    for (var store : stores) {
      place.store(store).syncNames();
    }
    place.root().syncNames();
    verify(place, manifest);
  }

  /// Reads every file of a place.
  ///
  /// @throws CorruptionException naming the first file that is not as the manifest has it
  static void verify(Place place, Manifest manifest) throws IOException {
    for (var file : manifest.files()) {
      try {
        var sum = Sha256.ofFile(place.store(file.store()), file.name());
        compare(file, sum, "what is on disk");
      } catch (NoSuchFileException e) {
        throw new CorruptionException(file.path(), 0, "missing (expected: as in the manifest)");
      }
    }
  }

  private static void compare(Manifest.Entry file, String found, String what) {
    if (!found.equals(file.sha256())) {
      throw new CorruptionException(
          file.path(), 0, what + " has SHA-256 " + found + " (expected: " + file.sha256() + ")");
    }
  }

  @Override
  public void end(Manifest manifest) throws IOException {
    verify(manifest);
    var root = place.root();
    var bytes = manifest.toBytes();
    try (var out = root.create(TEMPORARY)) {
      out.write(bytes, 0, bytes.length);
      out.sync();
    }
    root.rename(TEMPORARY, Manifest.NAME);
    root.syncNames();
  }
}
