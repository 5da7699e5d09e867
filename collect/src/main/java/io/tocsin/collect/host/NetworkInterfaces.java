package io.tocsin.collect.host;

import java.io.IOException;

/// What each network interface is and how it is set, from `/sys/class/net`.
final class NetworkInterfaces implements HostPart {
  private static final String FOLDER = "sys/class/net/";

  private record Fact(String file, String metric, double scale) {}

  private static final Fact[] FACTS = {
    new Fact("addr_assign_type", "address_assign_type", 1),
    new Fact("carrier", "carrier", 1),
    new Fact("carrier_changes", "carrier_changes_total", 1),
    new Fact("carrier_up_count", "carrier_up_changes_total", 1),
    new Fact("carrier_down_count", "carrier_down_changes_total", 1),
    new Fact("dev_id", "device_id", 1),
    new Fact("dormant", "dormant", 1),
    new Fact("flags", "flags", 1),
    new Fact("ifindex", "iface_id", 1),
    new Fact("iflink", "iface_link", 1),
    new Fact("link_mode", "iface_link_mode", 1),
    new Fact("mtu", "mtu_bytes", 1),
    new Fact("name_assign_type", "name_assign_type", 1),
    new Fact("netdev_group", "net_dev_group", 1),
    new Fact("speed", "speed_bytes", 1_000_000 / 8.0),
    new Fact("tx_queue_len", "transmit_queue_length", 1),
    new Fact("type", "protocol_type", 1),
  };

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var device : files.list(FOLDER)) {
      if (files.exists(FOLDER + device + "/ifindex")) {
        device(files, device, out);
      }
    }
  }

  private static void device(HostFiles files, String device, HostSamples out) {
    var folder = FOLDER + device + "/";
    for (var fact : FACTS) {
      var text = files.wordOrEmpty(folder + fact.file());
      if (!text.isEmpty()) {
        double value = Long.decode(text) * fact.scale();
        var name = "node_network_" + fact.metric();
        var help = "Network device property: " + fact.metric() + ".";
        if (name.endsWith("_total")) {
          out.counter(name, help, value, "device", device);
        } else {
          out.gauge(name, help, value, "device", device);
        }
      }
    }
    var state = files.wordOrEmpty(folder + "operstate");
    out.gauge(
        "node_network_up",
        "Value is 1 if operstate is 'up', 0 otherwise.",
        state.equals("up") ? 1 : 0,
        "device",
        device);
    out.gauge(
        "node_network_info",
        "Non-numeric data of <iface>, value is always 1.",
        1,
        "address",
        files.wordOrEmpty(folder + "address"),
        "broadcast",
        files.wordOrEmpty(folder + "broadcast"),
        "device",
        device,
        "duplex",
        files.wordOrEmpty(folder + "duplex"),
        "ifalias",
        files.wordOrEmpty(folder + "ifalias"),
        "operstate",
        state);
  }
}
