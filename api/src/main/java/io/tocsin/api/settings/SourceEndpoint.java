package io.tocsin.api.settings;

import io.tocsin.api.ApiParts;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.live.Live;
import io.tocsin.api.live.Topic;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.TargetView;
import io.tocsin.collect.WriteAnswer;
import io.tocsin.model.Events;
import io.tocsin.model.TimeRange;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// Where data comes from: jobs that are scraped, who pushes, and events; and whether anything has
/// come yet.
final class SourceEndpoint {
  private final ApiParts parts;
  private final Pushers pushers;
  private final Live live;

  SourceEndpoint(ApiParts parts, Pushers pushers, Live live) {
    this.parts = parts;
    this.pushers = pushers;
    this.live = live;
  }

  /// Notes who has pushed.
  void pushed(Exchange exchange, WriteAnswer answer) {
    boolean good = answer.status() < 300;
    var address = exchange.address();
    if (pushers.pushed(address, exchange.header("User-Agent"), answer.samples(), good)) {
      live.tell(Topic.TARGETS, "remote write " + address);
    }
  }

  /// What is known of a job.
  private static final class Job {
    private int targets;
    private int up;
    private int down;
    private long lastMillis;
    private long intervalMillis;

    void add(TargetView target) {
      targets++;
      up += target.health() == TargetHealth.UP ? 1 : 0;
      down += target.health() == TargetHealth.DOWN ? 1 : 0;
      lastMillis = Math.max(lastMillis, target.lastScrapeMillis());
      intervalMillis = target.intervalMillis();
    }
  }

  void answer(Exchange exchange) throws IOException {
    var jobs = new TreeMap<String, Job>();
    parts.targets().pools().forEach(pool -> jobs.put(pool, new Job()));
    for (var target : parts.targets().active()) {
      jobs.computeIfAbsent(target.pool(), _ -> new Job()).add(target);
    }
    var senders = pushers.list();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("jobs").beginArray();
          for (var job : jobs.entrySet()) {
            json.beginObject().field("name", job.getKey());
            write(json, job.getValue());
            json.endObject();
          }
          json.endArray().name("pushers").beginArray();
          for (var sender : senders) {
            write(json, sender);
          }
          json.endArray().name("events");
          events(json);
          json.name("first");
          first(json, jobs.values().stream().anyMatch(job -> job.up > 0), senders);
          json.endObject();
        });
  }

  private static void write(JsonWriter json, Job job) throws IOException {
    json.field("targets", job.targets).field("up", job.up).field("down", job.down);
    json.name("last").seconds(job.lastMillis);
    json.name("interval").seconds(job.intervalMillis);
  }

  private static void write(JsonWriter json, Pushers.Pusher sender) throws IOException {
    json.beginObject().field("address", sender.address()).field("agent", sender.agent());
    json.name("first").seconds(sender.firstMillis()).name("last").seconds(sender.lastMillis());
    json.field("requests", sender.requests()).field("samples", sender.samples());
    json.field("refused", sender.refused()).endObject();
  }

  private void events(JsonWriter json) throws IOException {
    var last = lastEvent();
    json.beginObject().name("last").seconds(last).endObject();
  }

  private long lastEvent() {
    var alerting = parts.alerting();
    var events = alerting == null ? null : alerting.events();
    if (events == null) {
      return 0;
    }
    var all = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);
    var newest = events.find(new Events.Query(all, "", List.of()), 1);
    return newest.isEmpty() ? 0 : newest.getFirst().startMillis();
  }

  /// For pages that wait for the first sign of something.
  private void first(JsonWriter json, boolean scraped, List<Pushers.Pusher> senders)
      throws IOException {
    json.beginObject().field("scrape", scraped);
    json.field("push", senders.stream().anyMatch(sender -> sender.samples() > 0));
    json.field("event", lastEvent() > 0).endObject();
  }
}
