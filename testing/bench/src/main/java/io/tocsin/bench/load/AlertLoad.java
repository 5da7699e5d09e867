package io.tocsin.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Alerts as a Prometheus tells them again every minute, in requests of 64: the same number in each
/// of some groups.
///
/// @param groups how many values the label `group` has
/// @param perGroup how many alerts each has
public record AlertLoad(int groups, int perGroup) {
  /// How many alerts a request has at most.
  public static final int PER_REQUEST = 64;

  // Prometheus lets an alert end four intervals behind the last time it was told.
  private static final int ENDS_SECONDS = 240;

  public int alerts() {
    return groups * perGroup;
  }

  /// The bodies of the requests that tell at one time all alerts, which began at another.
  public List<byte[]> requests(Instant began, Instant now) {
    var bodies = new ArrayList<byte[]>();
    var body = new StringBuilder("[");
    for (int i = 0; i < alerts(); i++) {
      body.append(body.length() > 1 ? "," : "").append(alert(i, began, now));
      if ((i + 1) % PER_REQUEST == 0 || i + 1 == alerts()) {
        bodies.add(body.append(']').toString().getBytes(StandardCharsets.UTF_8));
        body = new StringBuilder("[");
      }
    }
    return bodies;
  }

  private String alert(int i, Instant began, Instant now) {
    int group = i / perGroup;
    return """
    {"labels":{"alertname":"HighErrorRate","group":"g%d","severity":"critical",\
    "cluster":"eu-%d","instance":"host-%d:9100","job":"node","env":"production",\
    "service":"checkout-%d"},"annotations":{"summary":"host-%d answers with errors",\
    "description":"More than 5%% of the requests to host-%d have failed for ten minutes."},\
    "startsAt":"%s","endsAt":"%s","generatorURL":"http://prometheus.example/graph?g0.expr=x"}\
    """
        .formatted(group, group % 4, i, group % 20, i, i, began, now.plusSeconds(ENDS_SECONDS));
  }
}
