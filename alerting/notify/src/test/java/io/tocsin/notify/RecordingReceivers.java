package io.tocsin.notify;

import io.tocsin.kit.Clock;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Receivers with webhooks that write down what they get, and fail when a test says so.
final class RecordingReceivers implements ReceiverReader, Integrations {
  /// What one webhook got.
  record Got(long atMillis, String receiver, int index, Notification notification) {}

  private record Webhook(int index, boolean sendResolved, String receiver)
      implements IntegrationSpec {
    @Override
    public String type() {
      return "webhook";
    }
  }

  private final Clock clock;
  private final List<Got> got = new ArrayList<>();
  private final Map<String, List<Integer>> answers = new HashMap<>();

  private final Runnable told;

  RecordingReceivers(Clock clock) {
    this(clock, () -> {});
  }

  RecordingReceivers(Clock clock, Runnable told) {
    this.clock = clock;
    this.told = told;
  }

  /// Lets the next requests to a webhook be answered with these HTTP statuses.
  synchronized void answer(String receiver, int index, List<Integer> statuses) {
    answers.computeIfAbsent(receiver + index, _ -> new ArrayList<>()).addAll(statuses);
  }

  synchronized List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public Receivers global(YamlSection global, String directory) {
    return receiver -> {
      var specs = new ArrayList<IntegrationSpec>();
      var name = receiver.text("name", "");
      for (var node : receiver.list("webhook_configs")) {
        var section = node.section();
        section.text("url", "");
        boolean resolved = section.bool("send_resolved", true);
        section.done();
        specs.add(new Webhook(specs.size(), resolved, name));
      }
      return specs;
    };
  }

  @Override
  public Built build(AlertmanagerConfig config) {
    return new Built() {
      @Override
      public List<Integration> of(ReceiverSpec receiver) {
        return receiver.integrations().stream()
            .<Integration>map(spec -> new Recorder((Webhook) spec))
            .toList();
      }

      @Override
      public SortedMap<String, String> routeLabels(
          Map<String, String> templates, Notification notification) {
        return new TreeMap<>(templates);
      }

      @Override
      public void close() {}
    };
  }

  private final class Recorder implements Integration {
    private final Webhook spec;

    Recorder(Webhook spec) {
      this.spec = spec;
    }

    @Override
    public IntegrationSpec spec() {
      return spec;
    }

    @Override
    public Outcome send(Notification notification) {
      synchronized (RecordingReceivers.this) {
        var planned = answers.getOrDefault(spec.receiver() + spec.index(), List.of());
        int status = planned.isEmpty() ? 200 : planned.removeFirst();
        if (status >= 500) {
          return new Outcome.Retry(Outcome.Reason.SERVER_ERROR, "status " + status, 0);
        }
        if (status >= 400) {
          return new Outcome.Failed(Outcome.Reason.CLIENT_ERROR, "status " + status);
        }
        got.add(new Got(clock.millis(), spec.receiver(), spec.index(), notification));
        told.run();
        return Outcome.delivered();
      }
    }
  }
}
