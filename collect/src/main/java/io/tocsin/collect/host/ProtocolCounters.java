package io.tocsin.collect.host;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// Counters of IP, ICMP, TCP and UDP, those that tell of traffic and trouble.
final class ProtocolCounters implements HostPart {
  private static final Pattern KEPT =
      Pattern.compile(
          "(?:.*_(?:InErrors|InErrs)|Ip_Forwarding|Ip(?:6|Ext)_(?:InOctets|OutOctets)"
              + "|Icmp6?_(?:InMsgs|OutMsgs)"
              + "|TcpExt_(?:Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
              + "|Tcp_(?:ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
              + "|Udp6?_(?:InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))");

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    tables(files.lines("proc/net/netstat"), out);
    tables(files.lines("proc/net/snmp"), out);
    for (var line : files.wordOrEmpty("proc/net/snmp6").lines().toList()) {
      var words = HostFiles.words(line);
      int six = words.size() < 2 ? -1 : words.getFirst().indexOf('6');
      if (six > 0) {
        var name = words.getFirst();
        fact(name.substring(0, six + 1), name.substring(six + 1), words.get(1), out);
      }
    }
  }

  /// Reads pairs of lines: names, then values, both after the protocol's name.
  private static void tables(List<String> lines, HostSamples out) {
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      var names = HostFiles.words(lines.get(i));
      var values = HostFiles.words(lines.get(i + 1));
      var protocol = names.getFirst().replace(":", "");
      for (int j = 1; j < Math.min(names.size(), values.size()); j++) {
        fact(protocol, names.get(j), values.get(j), out);
      }
    }
  }

  private static void fact(String protocol, String name, String value, HostSamples out) {
    var key = protocol + "_" + name;
    if (KEPT.matcher(key).matches()) {
      out.untyped(
          "node_netstat_" + key, "Statistic " + protocol + name + ".", Double.parseDouble(value));
    }
  }
}
