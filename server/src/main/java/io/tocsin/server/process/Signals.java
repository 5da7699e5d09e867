package io.tocsin.server.process;

import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/// Runs something when a Unix signal comes. Java has no public way; its `sun.misc.Signal` is
/// reached by name because naming it in source is a compiler warning that cannot be silenced.
final class Signals {
  private Signals() {}

  /// Runs `action` on a thread of its own at each signal `name` (`HUP`), where the platform has it.
  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      Thread.ofVirtual().name("signal-" + name).start(action);
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> "handler of " + name;
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(Signals.class)
          .atWarn()
          .addKeyValue("signal", name)
          .setCause(e)
          .log("cannot listen for signal");
    }
  }
}
