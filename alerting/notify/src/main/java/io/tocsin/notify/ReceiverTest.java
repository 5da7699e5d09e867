package io.tocsin.notify;

import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Notification.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells a receiver of an alert that is none, so that people see whether it arrives.
public final class ReceiverTest {
  private static final long TURN_MILLIS = 30_000;

  private ReceiverTest() {}

  /// What became of it at one integration.
  ///
  /// @param integration as in `slack[0]`
  public record Result(String integration, Outcome outcome) {}

  /// Sends one firing alert through every way out of a receiver, each once. Blocks for at most half
  /// a minute each.
  ///
  /// @throws InterruptedException if this thread is interrupted meanwhile
  public static List<Result> send(Integrations.Built built, ReceiverSpec receiver, Clock clock)
      throws InterruptedException {
    return send(built, receiver, notification(receiver.name(), clock.millis()));
  }

  /// As [#send], of that notification.
  static List<Result> send(
      Integrations.Built built, ReceiverSpec receiver, Notification notification)
      throws InterruptedException {
    var results = new ArrayList<Result>();
    var integrations = built.of(receiver);
    try {
      for (var integration : integrations) {
        var spec = integration.spec();
        var outcome = integration.send(notification);
        results.add(new Result(spec.type() + "[" + spec.index() + "]", outcome));
      }
    } finally {
      integrations.forEach(Integration::close);
    }
    return results;
  }

  private static Notification notification(String receiver, long now) {
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", "This is a test of the receiver " + receiver);
    annotations.put("description", "Somebody wants to know whether notifications arrive here.");
    var labels = Labels.of("alertname", "TestAlert", "severity", "info", "receiver", receiver);
    return new Notification(
        receiver,
        "{}:{alertname=\"TestAlert\"}/" + now,
        Labels.of("alertname", "TestAlert"),
        new TreeMap<>(),
        List.of(new Alert(labels, annotations, now, 0, "")),
        NotifyReason.FIRST_NOTIFICATION,
        new Times(now, now + TURN_MILLIS, 0),
        new ReceiverMemory(Map.of()));
  }
}
