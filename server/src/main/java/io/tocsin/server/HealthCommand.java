package io.tocsin.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `tocsin health`: prints the state of each component and exits by the worst.
final class HealthCommand {
  private HealthCommand() {}

  static int run(Arguments arguments, Console console) throws InterruptedException {
    Object answer;
    int code;
    try {
      var client = Client.of(arguments, arguments.operands());
      var response = client.send(client.request("/health"));
      code = response.statusCode();
      answer = Client.parse(response.body());
    } catch (IOException e) {
      var message = e.getMessage();
      console.out().println("failing: " + (message == null ? e : message));
      return 2;
    }
    if (!(answer instanceof Map<?, ?> health) || health.get("status") == null) {
      console.out().println("failing: status " + code + ", and no health document");
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
