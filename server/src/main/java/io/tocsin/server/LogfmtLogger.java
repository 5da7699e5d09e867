package io.tocsin.server;

import io.tocsin.kit.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// Writes one line per event to standard error: logfmt, `time=… level=… source=… msg=… key=value`,
/// or JSON where the system property `tocsin.log.format` says `json`. The level comes from the
/// system property `tocsin.log.level`. Safe for use by many threads.
final class LogfmtLogger extends AbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1;

  static final class Factory implements ILoggerFactory {
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(String name) {
      return loggers.computeIfAbsent(name, LogfmtLogger::new);
    }
  }

  LogfmtLogger(String name) {
    this.name = name;
  }

  private static boolean isEnabled(Level level) {
    var wanted = System.getProperty("tocsin.log.level", "info");
    int least =
        switch (wanted) {
          case "debug" -> Level.DEBUG.toInt();
          case "warn" -> Level.WARN.toInt();
          case "error" -> Level.ERROR.toInt();
          default -> Level.INFO.toInt();
        };
    return level.toInt() >= least;
  }

  @Override
  public void log(LoggingEvent event) {
    if (isEnabled(event.getLevel())) {
      write(event);
    }
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    var event = new DefaultLoggingEvent(level, this);
    event.setMessage(MessageFormatter.basicArrayFormat(message, arguments));
    event.setThrowable(failure);
    write(event);
  }

  private static boolean isJson() {
    return "json".equals(System.getProperty("tocsin.log.format"));
  }

  private void write(LoggingEvent event) {
    Throwable failure = event.getThrowable();
    System.err.println(isJson() ? json(event) : logfmt(event));
    if (failure != null && event.getLevel() == Level.ERROR) {
      failure.printStackTrace(System.err);
    }
  }

  /// As Prometheus writes it with `--log.format=json`.
  private String json(LoggingEvent event) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("time", Instant.now().toString());
    fields.put("level", event.getLevel().name());
    fields.put("source", name.substring(name.lastIndexOf('.') + 1));
    fields.put("msg", MessageFormatter.basicArrayFormat(event.getMessage(), arguments(event)));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, String.valueOf(pair.value));
      }
    }
    if (event.getThrowable() != null) {
      fields.put("error", event.getThrowable().toString());
    }
    return JsonText.write(fields);
  }

  private String logfmt(LoggingEvent event) {
    var line = new StringBuilder(160);
    line.append("time=").append(Instant.now());
    line.append(" level=").append(event.getLevel().name().toLowerCase(Locale.ROOT));
    line.append(" source=").append(name.substring(name.lastIndexOf('.') + 1));
    pair(line, "msg", MessageFormatter.basicArrayFormat(event.getMessage(), arguments(event)));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        pair(line, pair.key, String.valueOf(pair.value));
      }
    }
    Throwable failure = event.getThrowable();
    if (failure != null) {
      pair(line, "error", failure.toString());
    }
    return line.toString();
  }

  private static Object @Nullable [] arguments(LoggingEvent event) {
    return event.getArguments() == null ? null : event.getArguments().toArray();
  }

  private static void pair(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append('=');
    boolean plain =
        !value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=');
    if (plain) {
      line.append(value);
    } else {
      line.append('"');
      line.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      line.append('"');
    }
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}
