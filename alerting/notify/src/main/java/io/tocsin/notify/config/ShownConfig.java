package io.tocsin.notify.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlText;
import java.util.ArrayList;
import java.util.Set;

/// What a configuration looks like to others: without secrets, and with our own kind of receiver in
/// a comment, because amtool refuses keys that it does not know.
final class ShownConfig {
  private static final String RECEIVERS = "receivers";
  private static final String DIGESTS = "digest_configs";

  private ShownConfig() {}

  static String text(YamlNode root) {
    var list = root.entries().get(RECEIVERS);
    if (list == null || list.kind() != YamlNode.Kind.LIST) {
      return masked(root);
    }
    var known = new ArrayList<YamlNode>();
    var own = new ArrayList<YamlNode>();
    for (var receiver : list.items()) {
      known.add(receiver.without(DIGESTS));
      if (receiver.entries().containsKey(DIGESTS)) {
        own.add(only(receiver, Set.of("name", DIGESTS)));
      }
    }
    if (own.isEmpty()) {
      return masked(root);
    }
    var nothing = YamlNode.empty("");
    var comment = masked(nothing.with(RECEIVERS, nothing.after(own)));
    return masked(root.with(RECEIVERS, nothing.after(known)))
        + "# not known to amtool:\n"
        + comment.indent(2).replaceAll("(?m)^ ", "#");
  }

  private static YamlNode only(YamlNode map, Set<String> keys) {
    var left = map;
    for (var key : map.entries().keySet()) {
      left = keys.contains(key) ? left : left.without(key);
    }
    return left;
  }

  private static String masked(YamlNode root) {
    return YamlText.masked(root, Secrets::isSecret);
  }
}
