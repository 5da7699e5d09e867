package io.tocsin.collect.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Two calls of the C library that the JDK does not offer: `statvfs` for the count of file nodes,
/// `adjtimex` for the state of the clock. Offsets are those of 64-bit Linux.
final class LibC implements MountSizes {
  private static final int STATVFS_BYTES = 256;
  private static final int TIMEX_BYTES = 512;

  private final MethodHandle statvfs;
  private final MethodHandle adjtimex;

  @SuppressWarnings("restricted") // both calls only read, into memory of this call
  LibC() {
    var linker = Linker.nativeLinker();
    var lookup = linker.defaultLookup();
    statvfs =
        linker.downcallHandle(
            lookup.findOrThrow("statvfs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    adjtimex =
        linker.downcallHandle(
            lookup.findOrThrow("adjtimex"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  @Override
  public Optional<Size> of(String mount) {
    try (var arena = Arena.ofConfined()) {
      var answer = arena.allocate(STATVFS_BYTES, 8);
      if ((int) statvfs.invokeExact(arena.allocateFrom(mount), answer) != 0) {
        return Optional.empty();
      }
      double block = at(answer, 1);
      return Optional.of(
          new Size(
              block * at(answer, 2),
              block * at(answer, 3),
              block * at(answer, 4),
              at(answer, 5),
              at(answer, 6)));
    } catch (Throwable e) {
      throw new IllegalStateException("statvfs: " + mount, e);
    }
  }

  /// The kernel's clock discipline, read without changing it.
  ///
  /// @param words the C structure in 64-bit words
  /// @param state what the call returned; 5 means not synchronized
  record Timex(List<Long> words, int state) {
    double word(int at) {
      return words.get(at);
    }

    /// Returns the lower half of a word, a C `int`.
    int number(int at) {
      return words.get(at).intValue();
    }
  }

  Timex timex() {
    try (var arena = Arena.ofConfined()) {
      var answer = arena.allocate(TIMEX_BYTES, 8);
      int state = (int) adjtimex.invokeExact(answer);
      return new Timex(
          Arrays.stream(answer.toArray(ValueLayout.JAVA_LONG)).boxed().toList(), state);
    } catch (Throwable e) {
      throw new IllegalStateException("adjtimex", e);
    }
  }

  private static double at(MemorySegment words, int index) {
    return words.getAtIndex(ValueLayout.JAVA_LONG, index);
  }
}
