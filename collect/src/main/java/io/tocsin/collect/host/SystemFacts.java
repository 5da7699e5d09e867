package io.tocsin.collect.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Single facts: open files, entropy, what kernel and distribution run.
final class SystemFacts {
  private SystemFacts() {}

  static void openFiles(HostFiles files, HostSamples out) throws IOException {
    var words = HostFiles.words(files.text("proc/sys/fs/file-nr"));
    out.gauge(
        "node_filefd_allocated",
        "File descriptor statistics: allocated.",
        Double.parseDouble(words.get(0)));
    out.gauge(
        "node_filefd_maximum",
        "File descriptor statistics: maximum.",
        Double.parseDouble(words.get(2)));
  }

  static void entropy(HostFiles files, HostSamples out) throws IOException {
    out.gauge(
        "node_entropy_available_bits",
        "Bits of available entropy.",
        files.number("proc/sys/kernel/random/entropy_avail"));
    out.gauge(
        "node_entropy_pool_size_bits",
        "Bits of entropy pool.",
        files.number("proc/sys/kernel/random/poolsize"));
  }

  static void selinux(HostFiles files, HostSamples out) {
    out.gauge(
        "node_selinux_enabled",
        "SELinux is enabled, 1 is true, 0 is false.",
        files.exists("sys/fs/selinux/enforce") ? 1 : 0);
  }

  static void kernel(HostFiles files, HostSamples out) throws IOException {
    var folder = "proc/sys/kernel/";
    var machine = files.wordOrEmpty(folder + "arch");
    out.gauge(
        "node_uname_info",
        "Labeled system information as provided by the uname system call.",
        1,
        "domainname",
        files.word(folder + "domainname"),
        "machine",
        machine.isEmpty() ? machineOfJvm() : machine,
        "nodename",
        files.word(folder + "hostname"),
        "release",
        files.word(folder + "osrelease"),
        "sysname",
        files.word(folder + "ostype"),
        "version",
        files.word(folder + "version"));
  }

  private static String machineOfJvm() {
    var arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  static void distribution(HostFiles files, HostSamples out) throws IOException {
    var own = files.wordOrEmpty("etc/os-release");
    var facts = release(own.isEmpty() ? files.text("usr/lib/os-release") : own);
    var names =
        new String[] {
          "build_id",
          "id",
          "id_like",
          "image_id",
          "image_version",
          "name",
          "pretty_name",
          "variant",
          "variant_id",
          "version",
          "version_codename",
          "version_id"
        };
    var labels = new String[names.length * 2];
    for (int i = 0; i < names.length; i++) {
      labels[2 * i] = names[i];
      labels[2 * i + 1] = facts.getOrDefault(names[i].toUpperCase(Locale.ROOT), "");
    }
    out.gauge("node_os_info", "A metric with a constant '1' value labeled by build.", 1, labels);
    var version = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    var found = version.matcher(facts.getOrDefault("VERSION_ID", ""));
    if (found.lookingAt()) {
      out.gauge(
          "node_os_version",
          "Metric containing the major.minor part of the OS version.",
          Double.parseDouble(found.group()),
          "id",
          facts.getOrDefault("ID", ""),
          "id_like",
          facts.getOrDefault("ID_LIKE", ""),
          "name",
          facts.getOrDefault("NAME", ""));
    }
  }

  private static Map<String, String> release(String text) {
    var facts = new HashMap<String, String>();
    for (var line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        var value = line.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0;
        facts.put(
            line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return facts;
  }
}
