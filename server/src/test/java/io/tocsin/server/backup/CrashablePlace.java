package io.tocsin.server.backup;

import io.tocsin.kit.Directory;
import io.tocsin.testkit.CrashableDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A place whose folders lose power together: they are prefixes of names in one directory.
record CrashablePlace(CrashableDirectory all) implements Place {
  @Override
  public Directory root() {
    return new Prefixed("", all);
  }

  @Override
  public Directory store(String name) {
    return new Prefixed(name + "/", all);
  }

  @Override
  public List<String> stores() {
    return all.list().stream()
        .filter(name -> name.contains("/"))
        .map(name -> name.substring(0, name.indexOf('/')))
        .distinct()
        .toList();
  }

  private record Prefixed(String prefix, CrashableDirectory all) implements Directory {
    @Override
    public List<String> list() {
      return all.list().stream()
          .filter(name -> prefix.isEmpty() ? !name.contains("/") : name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .toList();
    }

    @Override
    public long size(String name) throws IOException {
      return all.size(prefix + name);
    }

    @Override
    public Output create(String name) throws IOException {
      return all.create(prefix + name);
    }

    @Override
    public MemorySegment map(String name, Arena arena) throws IOException {
      return all.map(prefix + name, arena);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      all.rename(prefix + from, prefix + to);
    }

    @Override
    public void delete(String name) throws IOException {
      all.delete(prefix + name);
    }

    @Override
    public void truncate(String name, long size) throws IOException {
      all.truncate(prefix + name, size);
    }

    @Override
    public void syncNames() throws IOException {
      all.syncNames();
    }

    @Override
    public Closeable lock(String name) throws IOException {
      return all.lock(prefix + name);
    }
  }
}
