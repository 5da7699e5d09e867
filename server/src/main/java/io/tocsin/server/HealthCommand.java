package io.tocsin.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `tocsin health`: prints the state of each component and exits by the worst.
final class HealthCommand {
  private HealthCommand() {}

  static int run(Arguments arguments, Console console) throws InterruptedException {
    Object answer;
    try {
      var client = Client.of(arguments, arguments.operands());
      answer = Client.parse(client.send(client.request("/health")).body());
    } catch (IOException e) {
      console.out().println("failing: " + e.getMessage());
      return 2;
    }
    if (!(answer instanceof Map<?, ?> health) || health.get("status") == null) {
      console.out().println("failing: the answer is no health document");
      return 2;
    }
    var status = String.valueOf(health.get("status"));
    console.out().println(status);
    if (health.get("components") instanceof List<?> components) {
      for (var component : components) {
        if (component instanceof Map<?, ?> part) {
          var reason = String.valueOf(part.get("reason"));
          boolean says = part.get("reason") != null && !reason.isEmpty();
          console
              .out()
              .println(
                  "  " + part.get("name") + " " + part.get("state") + (says ? ": " + reason : ""));
        }
      }
    }
    return switch (status) {
      case "healthy" -> 0;
      case "degraded" -> 1;
      default -> 2;
    };
  }
}
