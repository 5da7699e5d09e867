package io.tocsin.api.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.promql.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultWriterTest {
  private static final Labels NAME = Labels.of(Labels.NAME, "h");

  private static String json(Value value) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject();
      ResultWriter.write(json, value);
      json.endObject();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Histogram exponential() {
    var layout = BucketLayout.exponential(0, 0.25, new int[] {0, 1, 2}, new int[] {1});
    var counts = new double[] {12, 21, 0, 4};
    return new Histogram(layout, Histogram.ResetHint.UNKNOWN, 40, 34.5, 3, counts);
  }

  @Test
  void histogramsShowTheirFilledBucketsFromTheLowest() throws IOException {
    var sample = new Value.VectorSample(NAME, Double.NaN, exponential());
    assertThat(json(new Value.Vector(1_500, List.of(sample))))
        .isEqualTo(
            """
            {"resultType":"vector","result":[{"metric":{"__name__":"h"},"histogram":[1.500,\
            {"count":"40","sum":"34.5","buckets":[[1,"-2","-1","4"],[3,"-0.25","0.25","3"],\
            [0,"0.5","1","12"],[0,"1","2","21"]]}]}]}\
            """);
  }

  @Test
  void floatsAndHistogramsOfASeriesStandApart() throws IOException {
    var layout = BucketLayout.custom(new double[] {5}, new int[] {0, 1});
    var custom = new Histogram(layout, Histogram.ResetHint.UNKNOWN, 3, 9, 0, new double[] {1, 2});
    var series =
        new Value.MatrixSeries(
            NAME,
            new long[] {1_000, 2_000},
            new double[] {7, Double.NaN},
            new Histogram[] {null, custom},
            2);
    assertThat(json(new Value.Matrix(List.of(series))))
        .isEqualTo(
            """
            {"resultType":"matrix","result":[{"metric":{"__name__":"h"},"values":[[1,"7"]],\
            "histograms":[[2,{"count":"3","sum":"9","buckets":[[3,"-Inf","5","1"],\
            [0,"5","+Inf","2"]]}]]}]}\
            """);
  }
}
