package io.tocsin.collect.host;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes of mounted file systems, without those that hold no files of their own.
final class Filesystems implements HostPart {
  private static final Pattern LEFT_OUT_MOUNTS =
      Pattern.compile(
          "/(?:dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)"
              + "(?:$|/.*)");
  private static final Set<String> LEFT_OUT_TYPES =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "devtmpfs",
          "fusectl",
          "hugetlbfs",
          "iso9660",
          "mqueue",
          "nsfs",
          "overlay",
          "proc",
          "procfs",
          "pstore",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "squashfs",
          "sysfs",
          "tracefs");

  private static final Pattern MAY_HANG =
      Pattern.compile("(?:nfs|cifs|smb|fuse|9p|ceph|gluster|lustre|afs|beegfs|ocfs|gfs).*");
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final MountSizes sizes;
  private final MountSizes patientSizes;

  Filesystems(MountSizes sizes) {
    this.sizes = sizes;
    this.patientSizes = new PatientSizes(sizes, PATIENCE);
  }

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    var seen = new HashSet<List<String>>();
    for (var line : mounts(files)) {
      var words = HostFiles.words(line);
      if (words.size() < 4) {
        continue;
      }
      var mount = unescape(words.get(1));
      var type = words.get(2);
      boolean counts = !LEFT_OUT_TYPES.contains(type) && !LEFT_OUT_MOUNTS.matcher(mount).matches();
      var device = unescape(words.get(0));
      if (counts && seen.add(List.of(device, mount, type))) {
        boolean readOnly = List.of(words.get(3).split(",", -1)).contains("ro");
        String[] labels = {"device", device, "fstype", type, "mountpoint", mount};
        var size = (MAY_HANG.matcher(type).matches() ? patientSizes : sizes).of(mount);
        filesystem(size, readOnly, out, labels);
      }
    }
  }

  /// In a container, the mounts of process 1 are the host's where its processes are visible.
  private static List<String> mounts(HostFiles files) throws IOException {
    var ofInit = files.wordOrEmpty("proc/1/mounts");
    return ofInit.isEmpty() ? files.lines("proc/self/mounts") : ofInit.lines().toList();
  }

  private static void filesystem(
      Optional<MountSizes.Size> found, boolean readOnly, HostSamples out, String... labels) {
    out.gauge(
        "node_filesystem_device_error",
        "Whether an error occurred while getting statistics for the given device.",
        found.isEmpty() ? 1 : 0,
        labels);
    if (found.isEmpty()) {
      return;
    }
    var size = found.get();
    out.gauge("node_filesystem_size_bytes", "Filesystem size in bytes.", size.bytes(), labels);
    out.gauge("node_filesystem_free_bytes", "Filesystem free space in bytes.", size.free(), labels);
    out.gauge(
        "node_filesystem_avail_bytes",
        "Filesystem space available to non-root users in bytes.",
        size.available(),
        labels);
    out.gauge("node_filesystem_files", "Filesystem total file nodes.", size.files(), labels);
    out.gauge(
        "node_filesystem_files_free",
        "Filesystem total free file nodes.",
        size.filesFree(),
        labels);
    out.gauge("node_filesystem_readonly", "Filesystem read-only status.", readOnly ? 1 : 0, labels);
  }

  /// Resolves the octal escapes of mount tables: `\040` is a blank.
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return Pattern.compile("\\\\([0-7]{3})")
        .matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(match.group(1), 8))));
  }
}
