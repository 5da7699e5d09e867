package io.tocsin.notify.receivers;

import io.tocsin.kit.YamlNode;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.services.Keys;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// `digest_configs`: collects what it is told and tells another receiver all of it at set times of
/// the day.
///
/// @param to the name of the other receiver
/// @param at the times, in order; at least one
public record DigestSpec(
    int index, boolean sendResolved, String to, List<LocalTime> at, ZoneId zone)
    implements IntegrationSpec {
  private static final int TIMES_MAX = 24;

  static DigestSpec read(Keys keys, int index) {
    var to = keys.text("to");
    if (to.isEmpty()) {
      throw keys.refusal("to is missing (expected: the receiver that gets the digest)");
    }
    return new DigestSpec(index, keys.flag("send_resolved", true), to, times(keys), zone(keys));
  }

  private static List<LocalTime> times(Keys keys) {
    var node = keys.section().find("at");
    if (node == null || node.isNothing()) {
      return List.of(LocalTime.of(9, 0));
    }
    var nodes = node.kind() == YamlNode.Kind.LIST ? node.items() : List.of(node);
    var times = new ArrayList<LocalTime>();
    for (var item : nodes) {
      if (!item.text().matches("([01]?[0-9]|2[0-3]):[0-5][0-9]")) {
        throw item.refuse("a time of day, as in \"09:00\"");
      }
      times.add(LocalTime.parse(item.text().length() == 4 ? "0" + item.text() : item.text()));
    }
    if (times.isEmpty() || times.size() > TIMES_MAX) {
      throw node.refusal(times.size() + " times (expected: 1 to " + TIMES_MAX + ")");
    }
    return times.stream().sorted().toList();
  }

  private static ZoneId zone(Keys keys) {
    var name = keys.text("location");
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw keys.section().require("location").refuse("a time zone, as in Europe/Berlin");
    }
  }

  @Override
  public String type() {
    return "digest";
  }

  /// Returns the first set time after a moment, in milliseconds since the epoch.
  long nextAfter(long millis) {
    var day = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    for (int days = 0; ; days++) {
      for (var time : at) {
        long next = day.plusDays(days).atTime(time).atZone(zone).toInstant().toEpochMilli();
        if (next > millis) {
          return next;
        }
      }
    }
  }
}
