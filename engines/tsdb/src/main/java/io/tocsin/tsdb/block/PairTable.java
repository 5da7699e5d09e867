package io.tocsin.tsdb.block;

import io.tocsin.tsdb.chunk.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The labels of a block being written, each distinct one once, numbered as they come. For one
/// thread.
final class PairTable {
  private final Map<String, Integer> symbols = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private long[] pairs = new long[256];
  private int size;

  int size() {
    return size;
  }

  int add(String name, String value) {
    long pair = (long) symbol(name) << 32 | symbol(value);
    Integer known = numbers.get(pair);
    if (known != null) {
      return known;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
    }
    pairs[size] = pair;
    numbers.put(pair, size);
    return size++;
  }

  private int symbol(String text) {
    Integer known = symbols.get(text);
    if (known != null) {
      return known;
    }
    symbols.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /// Everything in its final order.
  ///
  /// @param texts the symbols from 1, sorted
  /// @param pairs symbol of name << 32 | symbol of value, sorted
  /// @param numbers the final number of each pair by the one that [#add] gave
  @SuppressWarnings("ArrayRecordComponent") // handed to one writer, never compared
  record Sorted(String[] texts, long[] pairs, int[] numbers) {
    void writeSymbols(ByteWriter places, ByteWriter out) {
      for (var text : texts) {
        places.i32(out.size());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.varint(bytes.length);
        out.bytes(bytes, 0, bytes.length);
      }
    }

    void writeNames(ByteWriter out) {
      for (int i = 0; i < pairs.length; ) {
        int first = i;
        while (i < pairs.length && pairs[i] >>> 32 == pairs[first] >>> 32) {
          i++;
        }
        out.varint(pairs[first] >>> 32);
        out.varint(i - first);
      }
    }
  }

  Sorted sorted() {
    var sortedTexts = texts.toArray(String[]::new);
    Arrays.sort(sortedTexts);
    var symbolNumbers = new int[sortedTexts.length];
    for (int i = 0; i < sortedTexts.length; i++) {
      symbolNumbers[symbols.getOrDefault(sortedTexts[i], 0)] = i + 1;
    }
    var sortedPairs = new long[size];
    for (int i = 0; i < size; i++) {
      sortedPairs[i] =
          (long) symbolNumbers[(int) (pairs[i] >>> 32)] << 32 | symbolNumbers[(int) pairs[i]];
    }
    long[] unsorted = sortedPairs.clone();
    Arrays.sort(sortedPairs);
    var finalNumbers = new int[size];
    for (int i = 0; i < size; i++) {
      finalNumbers[i] = Arrays.binarySearch(sortedPairs, unsorted[i]);
    }
    return new Sorted(sortedTexts, sortedPairs, finalNumbers);
  }
}
