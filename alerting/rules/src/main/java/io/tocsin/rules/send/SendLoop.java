package io.tocsin.rules.send;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSender;
import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.rules.AlertSender.Options;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is queued to one Alertmanager, batch by batch.
final class SendLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);
  private static final String JSON = "application/json";

  private final URI uri;
  private final HttpSender sender;
  private final long timeoutMillis;
  private final Options options;
  private final SendMetrics metrics;
  private final Clock clock;
  private final AlertQueue queue;
  private final Thread thread;
  private volatile boolean ending;

  SendLoop(URI uri, HttpSender sender, long timeoutMillis, SendContext context) {
    this.uri = uri;
    this.sender = sender;
    this.timeoutMillis = timeoutMillis;
    this.options = context.options();
    this.metrics = context.metrics();
    this.clock = context.surroundings().clock();
    this.queue = new AlertQueue(options.queueMax());
    metrics.begin(uri.toString());
    this.thread = Thread.ofVirtual().name("alerts to " + uri.getAuthority()).start(this::run);
  }

  void add(List<Alert> alerts) {
    drop(queue.add(alerts), "queue is full");
    metrics.queueLength.labelValues(uri.toString()).set(queue.size());
  }

  private void drop(int count, String reason) {
    if (count == 0) {
      return;
    }
    metrics.dropped.labelValues(uri.toString()).inc(count);
    LOG.atWarn()
        .addKeyValue("alertmanager", uri)
        .addKeyValue("alerts", count)
        .addKeyValue("reason", reason)
        .log("alerts dropped");
  }

  private void run() {
    try {
      while (true) {
        var batch = queue.take(options.batchMax());
        if (batch.isEmpty()) {
          return;
        }
        metrics.queueLength.labelValues(uri.toString()).set(queue.size());
        send(batch);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<Alert> batch) {
    long start = clock.nanos();
    try {
      var answer = sender.send(HttpAsk.post(uri, JSON, AlertJson.encode(batch), timeoutMillis));
      if (!answer.isSuccess()) {
        throw new IOException("bad response status " + answer.statusLine());
      }
      metrics.taken(uri.toString(), (clock.nanos() - start) / 1e9);
      metrics.sent.labelValues(uri.toString()).inc(batch.size());
    } catch (IOException e) {
      metrics.errors.labelValues(uri.toString()).inc(batch.size());
      drop(batch.size(), String.valueOf(e.getMessage()));
      if (ending) {
        // The end of the process does not wait for the rest to fail, too.
        drop(queue.close(false), "sending ended");
      }
    }
  }

  /// Ends, and waits for what is still sent.
  void close(boolean drains) {
    ending = true;
    drop(queue.close(drains), "sending ended");
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    metrics.end(uri.toString());
  }
}
