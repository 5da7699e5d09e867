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
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource(
      delimiter = '|',
      value = {
        "node_cpu_seconds_total{cpu=\"1\", mode=\"user\"} | 2",
        "node_cpu_seconds_total{cpu=\"0\", mode=\"steal\"} | 0.01",
        "node_cpu_guest_seconds_total{cpu=\"0\", mode=\"user\"} | 0.04",
        "node_intr_total | 12345",
        "node_context_switches_total | 987654",
        "node_boot_time_seconds | 1700000000",
        "node_forks_total | 4242",
        "node_procs_running | 2",
        "node_procs_blocked | 1",
        "node_memory_MemTotal_bytes | 8192000000",
        "node_memory_Active_anon_bytes | 131072",
        "node_memory_HugePages_Total | 3",
        "node_load5 | 1.25",
        "node_disk_reads_completed_total{device=\"nvme0n1\"} | 100",
        "node_disk_read_bytes_total{device=\"nvme0n1\"} | 1048576",
        "node_disk_read_time_seconds_total{device=\"nvme0n1\"} | 1.5",
        "node_disk_flush_requests_time_seconds_total{device=\"nvme0n1\"} | 0.045",
        "node_disk_io_now{device=\"sdb\"} | 0",
        "node_network_receive_multicast_total{device=\"eth0\"} | 6",
        "node_network_transmit_compressed_total{device=\"eth0\"} | 12",
        "node_network_receive_nohandler_total{device=\"eth0\"} | 13",
        "node_network_flags{device=\"eth0\"} | 4099",
        "node_network_speed_bytes{device=\"eth0\"} | 125000000",
        "node_network_up{device=\"eth0\"} | 1",
        "node_netstat_TcpExt_ListenDrops | 2",
        "node_netstat_IpExt_OutOctets | 7",
        "node_netstat_Tcp_CurrEstab | 9",
        "node_netstat_Udp6_InErrors | 13",
        "node_sockstat_TCP_mem_bytes | 8192",
        "node_sockstat_sockets_used | 21",
        "node_sockstat_TCP6_inuse | 5",
        "node_vmstat_pgmajfault | 3",
        "node_vmstat_oom_kill | 5",
        "node_pressure_cpu_waiting_seconds_total | 1.5",
        "node_pressure_memory_stalled_seconds_total | 5.5",
        "node_softnet_processed_total{cpu=\"1\"} | 20",
        "node_arp_entries{device=\"eth0\"} | 2",
        "node_nf_conntrack_entries | 7",
        "node_nf_conntrack_stat_invalid | 17",
        "node_udp_queues{ip=\"v4\", queue=\"tx\"} | 16",
        "node_entropy_available_bits | 256",
        "node_filefd_maximum | 2466186",
        "node_processes_pids | 2",
        "node_processes_threads | 456",
        "node_processes_state{state=\"R\"} | 1",
        "node_schedstat_waiting_seconds_total{cpu=\"0\"} | 3.5",
        "node_cpu_scaling_frequency_hertz{cpu=\"0\"} | 2400000000",
        "node_thermal_zone_temp{type=\"x86_pkg_temp\", zone=\"0\"} | 45.5",
        "node_time_seconds | 1700000123.5",
        "node_time_clocksource_current_info{clocksource=\"tsc\", device=\"0\"} | 1",
        "node_os_version{id=\"debian\", name=\"Debian GNU/Linux\"} | 12",
        "node_selinux_enabled | 0",
        "node_filesystem_avail_bytes{device=\"/dev/nvme0n1p1\", fstype=\"ext4\", mountpoint=\"/\"} | 500",
        "node_filesystem_readonly{device=\"/dev/sdb\", fstype=\"xfs\", mountpoint=\"/mnt/with blank\"} | 1",
        "node_filesystem_device_error{device=\"server:/x\", fstype=\"nfs\", mountpoint=\"/net/gone\"} | 1",
        "node_scrape_collector_success{collector=\"meminfo\"} | 1",
      })
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
