package io.tocsin.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The web pages, from the class path. Files under `assets/` carry a hash of their content in their
/// names and never change; the rest is asked for again each time. Safe for use by many threads.
public final class UiFiles implements Endpoint {
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self';"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/plain; charset=utf-8"));

  private final ClassLoader loader;
  private final String folder;
  private final String base;

  /// Bounded by the number of files there are: what is not found is not kept.
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /// Serves a folder.
  ///
  /// @param folder on the class path, with a slash at its end
  /// @param base path that the browser sees, with a slash at its end
  public UiFiles(ClassLoader loader, String folder, String base) {
    this.loader = loader;
    this.folder = folder;
    this.base = base;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    var name = exchange.path().substring(1);
    if (isSafe(name)) {
      var content = read(name);
      if (content != null) {
        send(exchange, name, content);
        return;
      }
    }
    if (isPage(name)) {
      sendIndex(exchange);
    } else {
      throw new HttpError(404, "404 page not found");
    }
  }

  private static boolean isSafe(String name) {
    return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
        && !name.equals("index.html")
        && !name.endsWith(".gz")
        && TYPES.containsKey(extension(name));
  }

  /// A page address has no dot in its last part and does not belong to an interface.
  private static boolean isPage(String name) {
    var first = name.substring(0, name.indexOf('/') < 0 ? name.length() : name.indexOf('/'));
    return switch (first) {
      case "api", "-", "assets", "metrics", "health", "version", "federate", "debug" -> false;
      default -> name.indexOf('.', name.lastIndexOf('/') + 1) < 0;
    };
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private byte @Nullable [] read(String name) throws IOException {
    var known = files.get(name);
    if (known != null) {
      return known;
    }
    try (var in = loader.getResourceAsStream(folder + name)) {
      if (in == null) {
        return null;
      }
      var content = in.readAllBytes();
      files.put(name, content);
      return content;
    }
  }

  private void send(Exchange exchange, String name, byte[] content) throws IOException {
    boolean hashed = name.startsWith("assets/");
    exchange.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    var type = TYPES.getOrDefault(extension(name), "application/octet-stream");
    var compressed = exchange.acceptsGzip() ? read(name + ".gz") : null;
    if (compressed != null) {
      exchange.sendCompressed(type, compressed);
    } else {
      exchange.send(200, type, content);
    }
  }

  private void sendIndex(Exchange exchange) throws IOException {
    var page = read("index.html");
    if (page == null) {
      throw new HttpError(404, "this build has no web pages");
    }
    var text = new String(page, StandardCharsets.UTF_8);
    var placed = text.replace("<base href=\"/\">", "<base href=\"" + base + "\">");
    exchange.set("Cache-Control", "no-cache");
    exchange.set("Content-Security-Policy", CSP);
    exchange.set("Referrer-Policy", "same-origin");
    exchange.set("X-Frame-Options", "SAMEORIGIN");
    exchange.set("Cross-Origin-Opener-Policy", "same-origin");
    exchange.send(200, "text/html; charset=utf-8", placed.getBytes(StandardCharsets.UTF_8));
  }
}
