package io.tocsin.collect.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.collect.host.MountSizes.Size;
import io.tocsin.kit.Clock;
import io.tocsin.model.MetricType;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class HostCollectorTest {
  private static final Map<String, Size> SIZES =
      Map.of("/", new Size(1000, 600, 500, 64, 32), "/mnt/with blank", new Size(9, 8, 7, 6, 5));

  private static Map<String, Double> fixture() throws URISyntaxException {
    return collected(Path.of(HostCollectorTest.class.getResource("/host").toURI())).values;
  }

  private static SampleMap collected(Path root) {
    var sink = new SampleMap();
    var clock = new ManualClock(1_700_000_123_500L);
    HostCollector.below(root, clock, mount -> Optional.ofNullable(SIZES.get(mount))).collect(sink);
    return sink;
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/host-facts.txt", delimiter = '|', quoteCharacter = '\'')
  void readsTheFactsOfAHost(String series, double value) throws URISyntaxException {
    assertThat(fixture()).containsEntry(series, value);
  }

  @Test
  void leavesOutWhatIsNoDeviceOrFileSystem() throws URISyntaxException {
    var series = fixture().keySet();

    assertThat(series).noneMatch(name -> name.contains("loop0") || name.contains("nvme0n1p1\"}"));
    assertThat(series).noneMatch(name -> name.contains("/dev/shm") || name.contains("overlay"));
    assertThat(series).noneMatch(name -> name.contains("Unwanted") || name.contains("numa_hit"));
    assertThat(series).noneMatch(name -> name.startsWith("node_network_info{device=\"bonding"));
  }

  @Test
  void tellsWhatADiskIs(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/diskstats"), " 8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n");
    var udev = Files.createDirectories(root.resolve("run/udev/data")).resolve("b8:0");
    Files.writeString(udev, "S:x\nE:ID_MODEL=Fast Disk\nE:ID_SERIAL_SHORT=S1\nE:ID_FS_TYPE=ext4\n");

    assertThat(collected(root).values)
        .containsKey(
            "node_disk_info{device=\"sda\", major=\"8\", minor=\"0\", model=\"Fast Disk\","
                + " serial=\"S1\"}")
        .containsKey("node_disk_filesystem_info{device=\"sda\", type=\"ext4\"}");
  }

  @Test
  void anEmptyHostFailsInPartsOnly(@TempDir Path root) {
    var values = collected(root).values;

    assertThat(values)
        .containsEntry("node_scrape_collector_success{collector=\"meminfo\"}", 0.0)
        .containsEntry("node_scrape_collector_success{collector=\"time\"}", 1.0);
  }

  @Test
  void thisHostHasAtLeastAHundredAndFiftySeries() {
    assumeTrue(Files.exists(Path.of("/proc/stat")), "host metrics: no /proc on this machine");
    var sink = new SampleMap();
    HostCollector.ofThisHost(Clock.system()).collect(sink);

    assertThat(sink.values).hasSizeGreaterThan(150);
    assertThat(sink.types).containsEntry("node_load1", MetricType.GAUGE);
    assertThat(sink.values).containsKey("node_timex_sync_status");
    assertThat(sink.values.get("node_time_seconds")).isGreaterThan(1.7e9);
  }
}
