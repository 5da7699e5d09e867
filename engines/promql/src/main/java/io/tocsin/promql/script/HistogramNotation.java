package io.tocsin.promql.script;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A native histogram as scripts write it, `{{schema:1 sum:3 count:22 buckets:[5 10 7]}}`: keys
/// with their numbers or word.
///
/// @param numbers keys with a list of numbers, of one number where it is no list
/// @param hint `counter_reset_hint`, or empty where it does not matter
record HistogramNotation(Map<String, List<Double>> numbers, String hint) {
  private static final Pattern ITEM = Pattern.compile("([a-z_]+):(\\[[^\\]]*\\]|\\S+)");
  private static final Set<String> SINGLE =
      Set.of("sum", "count", "schema", "offset", "n_offset", "z_bucket", "z_bucket_w");
  private static final Set<String> LISTS = Set.of("buckets", "n_buckets", "custom_values");
  private static final Set<String> HINTS = Set.of("unknown", "reset", "not_reset", "gauge");

  HistogramNotation {
    numbers = Map.copyOf(numbers);
  }

  /// Parses what stands between `{{` and `}}`.
  ///
  /// @throws IllegalArgumentException if a key or value is unknown or comes twice
  static HistogramNotation parse(String text) {
    var numbers = new TreeMap<String, List<Double>>();
    var hint = "";
    var matcher = ITEM.matcher(text);
    int end = 0;
    while (matcher.find()) {
      expectBlank(text, end, matcher.start());
      end = matcher.end();
      var key = matcher.group(1);
      var value = matcher.group(2);
      if (key.equals("counter_reset_hint") && HINTS.contains(value)) {
        hint = value;
      } else if (numbers.put(key, numbers(key, value)) != null) {
        throw new IllegalArgumentException("duplicate key \"" + key + "\" in histogram");
      }
    }
    expectBlank(text, end, text.length());
    return new HistogramNotation(numbers, hint);
  }

  /// Returns the histogram that is written.
  ///
  /// @throws IllegalArgumentException if it makes no sense
  Histogram histogram() {
    int schema = (int) number("schema");
    double[] positive = list("buckets");
    double[] negative = list("n_buckets");
    var indexes = indexes(positive.length, (int) number("offset"));
    var layout =
        schema == BucketLayout.CUSTOM_SCHEMA
            ? BucketLayout.custom(list("custom_values"), indexes)
            : BucketLayout.exponential(
                schema,
                number("z_bucket_w"),
                indexes,
                indexes(negative.length, (int) number("n_offset")));
    var counts = Arrays.copyOf(positive, layout.size());
    if (!layout.isCustom()) {
      System.arraycopy(negative, 0, counts, positive.length, negative.length);
    }
    var zero = layout.isCustom() ? 0 : number("z_bucket");
    return new Histogram(layout, resetHint(), number("count"), number("sum"), zero, counts);
  }

  /// Tells whether a hint was written.
  boolean saysHint() {
    return !hint.isEmpty();
  }

  private ResetHint resetHint() {
    return hint.isEmpty() ? ResetHint.UNKNOWN : ResetHint.valueOf(hint.toUpperCase(Locale.ROOT));
  }

  private double number(String key) {
    var found = numbers.getOrDefault(key, List.of());
    return found.isEmpty() ? 0 : found.getFirst();
  }

  private double[] list(String key) {
    return numbers.getOrDefault(key, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static int[] indexes(int count, int offset) {
    var indexes = new int[count];
    Arrays.setAll(indexes, i -> offset + i);
    return indexes;
  }

  private static void expectBlank(String text, int from, int to) {
    if (!text.substring(from, to).isBlank()) {
      throw new IllegalArgumentException(
          "histogram: " + text.substring(from, to).strip() + " (expected: key:value)");
    }
  }

  private static List<Double> numbers(String key, String value) {
    boolean list = value.startsWith("[");
    if (list ? !LISTS.contains(key) : !SINGLE.contains(key)) {
      throw new IllegalArgumentException("bad histogram descriptor found: " + key + ":" + value);
    }
    var found = new ArrayList<Double>();
    var inner = list ? value.substring(1, value.length() - 1).strip() : value;
    for (var number : inner.split("\\s+", -1)) {
      if (!number.isEmpty()) {
        found.add(Numbers.parse(number));
      }
    }
    return List.copyOf(found);
  }
}
