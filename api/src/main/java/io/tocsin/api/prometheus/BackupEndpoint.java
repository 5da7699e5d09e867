package io.tocsin.api.prometheus;

import io.tocsin.api.BackupSource;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.security.Caller;
import java.io.IOException;
import java.util.List;

/// Sends a backup. It holds everything there is, so nobody gets it by chance: no page ever, and
/// whoever asks is a user, or on this machine, or the server was started to allow changes by
/// request.
final class BackupEndpoint {
  private static final List<String> OF_PAGES = List.of("Origin", "Sec-Fetch-Site", "Referer");
  private static final List<String> OF_PROXIES =
      List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via");

  private final BackupSource backups;
  private final boolean anybody;

  /// @param anybody whether whoever is let in may have it, as the server was started to allow
  BackupEndpoint(BackupSource backups, boolean anybody) {
    this.backups = backups;
    this.anybody = anybody;
  }

  void send(Exchange exchange) throws IOException {
    check(exchange);
    try (var archive = begin()) {
      exchange.set("Cache-Control", "no-store");
      exchange.set("Content-Disposition", "attachment; filename=\"" + archive.name() + ".tar\"");
      exchange.set("X-Tocsin-Backup", archive.name());
      exchange.set("X-Tocsin-Backup-Bytes", Long.toString(archive.bytes()));
      stream(exchange, archive);
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void stream(Exchange exchange, BackupSource.Archive archive) throws IOException {
    // not try-with-resources: closing would end a cut archive as if it were whole
    var out = exchange.streamAsIs(200, "application/x-tar");
    archive.writeTo(out);
    out.close();
  }

  private BackupSource.Archive begin() {
    try {
      return backups.begin();
    } catch (BackupSource.Busy e) {
      throw new ApiError(ApiError.Type.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ApiError(ApiError.Type.INTERNAL, String.valueOf(e.getMessage()));
    }
  }

  private void check(Exchange exchange) {
    for (var header : OF_PAGES) {
      if (!exchange.header(header).isEmpty()) {
        throw new HttpError(403, header + ": a page's (expected: a program, as tocsin backup)");
      }
    }
    boolean proxied = OF_PROXIES.stream().anyMatch(name -> !exchange.header(name).isEmpty());
    var caller = exchange.caller();
    boolean user = caller != null && caller.kind() != Caller.Kind.EVERYBODY;
    if (!anybody && !user && (proxied || !exchange.isFromThisMachine())) {
      throw new HttpError(
          403,
          "backup: asked for from another machine (expected: this one, an"
              + " administrator, or --web.enable-admin-api)");
    }
  }
}
