package io.tocsin.collect.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Input and output of block devices, from `/proc/diskstats`; what they are, from udev.
final class Disks implements HostPart {
  private static final Pattern LEFT_OUT =
      Pattern.compile("(?:ram|loop|fd|(?:h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+");
  private static final int SECTOR_BYTES = 512;

  private record Field(String name, String help, double scale) {}

  private static final Field[] FIELDS = {
    new Field("reads_completed_total", "The total number of reads completed successfully.", 1),
    new Field("reads_merged_total", "The total number of reads merged.", 1),
    new Field("read_bytes_total", "The total number of bytes read successfully.", SECTOR_BYTES),
    new Field("read_time_seconds_total", "The total number of seconds spent by all reads.", .001),
    new Field("writes_completed_total", "The total number of writes completed successfully.", 1),
    new Field("writes_merged_total", "The number of writes merged.", 1),
    new Field("written_bytes_total", "The total number of bytes written.", SECTOR_BYTES),
    new Field("write_time_seconds_total", "The total number of seconds spent by all writes.", .001),
    new Field("io_now", "The number of I/Os currently in progress.", 1),
    new Field("io_time_seconds_total", "Total seconds spent doing I/Os.", .001),
    new Field(
        "io_time_weighted_seconds_total", "The weighted # of seconds spent doing I/Os.", .001),
    new Field(
        "discards_completed_total", "The total number of discards completed successfully.", 1),
    new Field("discards_merged_total", "The total number of discards merged.", 1),
    new Field("discarded_sectors_total", "The total number of sectors discarded successfully.", 1),
    new Field(
        "discard_time_seconds_total", "The total number of seconds spent by all discards.", .001),
    new Field(
        "flush_requests_total", "The total number of flush requests completed successfully.", 1),
    new Field(
        "flush_requests_time_seconds_total",
        "The total number of seconds spent by all flush requests.",
        .001),
  };

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/diskstats")) {
      var words = HostFiles.words(line);
      if (words.size() > 3 && !LEFT_OUT.matcher(words.get(2)).matches()) {
        device(words, files, out);
      }
    }
  }

  private static void device(List<String> words, HostFiles files, HostSamples out) {
    var device = words.get(2);
    describe(words, files, out);
    for (int i = 0; i < FIELDS.length && i + 3 < words.size(); i++) {
      var field = FIELDS[i];
      long raw = Long.parseLong(words.get(i + 3));
      double value = field.scale() == .001 ? raw / 1000.0 : raw * field.scale();
      var name = "node_disk_" + field.name();
      if (name.endsWith("_total")) {
        out.counter(name, field.help(), value, "device", device);
      } else {
        out.gauge(name, field.help(), value, "device", device);
      }
    }
  }

  private static void describe(List<String> words, HostFiles files, HostSamples out) {
    var facts = udev(files.wordOrEmpty("run/udev/data/b" + words.get(0) + ":" + words.get(1)));
    out.gauge(
        "node_disk_info",
        "Info of /sys/block/<block_device>.",
        1,
        "device",
        words.get(2),
        "major",
        words.get(0),
        "minor",
        words.get(1),
        "model",
        facts.getOrDefault("ID_MODEL", ""),
        "path",
        facts.getOrDefault("ID_PATH", ""),
        "revision",
        facts.getOrDefault("ID_REVISION", ""),
        "serial",
        facts.getOrDefault("ID_SERIAL_SHORT", ""),
        "wwn",
        facts.getOrDefault("ID_WWN", ""));
    var type = facts.getOrDefault("ID_FS_TYPE", "");
    if (!type.isEmpty()) {
      out.gauge(
          "node_disk_filesystem_info",
          "Info about disk filesystem.",
          1,
          "device",
          words.get(2),
          "type",
          type,
          "usage",
          facts.getOrDefault("ID_FS_USAGE", ""),
          "uuid",
          facts.getOrDefault("ID_FS_UUID", ""),
          "version",
          facts.getOrDefault("ID_FS_VERSION", ""));
    }
  }

  private static Map<String, String> udev(String text) {
    var facts = new HashMap<String, String>();
    for (var line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("E:") && equals > 0) {
        facts.put(line.substring(2, equals), line.substring(equals + 1));
      }
    }
    return facts;
  }
}
