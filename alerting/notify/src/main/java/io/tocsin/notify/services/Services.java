package io.tocsin.notify.services;

import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The services by the key of their list, in the order in which Alertmanager makes integrations.
public final class Services {
  private static final Map<String, Reader> READERS = new LinkedHashMap<>();

  static {
    READERS.put("webhook_configs", Webhook::read);
    READERS.put("pagerduty_configs", PagerDuty::read);
    READERS.put("opsgenie_configs", OpsGenie::read);
    READERS.put("wechat_configs", WeChat::read);
    READERS.put("slack_configs", Slack::read);
    READERS.put("victorops_configs", VictorOps::read);
    READERS.put("pushover_configs", Pushover::read);
    READERS.put("sns_configs", Sns::read);
    READERS.put("telegram_configs", Telegram::read);
    READERS.put("discord_configs", Discord::read);
    READERS.put("webex_configs", Webex::read);
    READERS.put("msteams_configs", MsTeams::read);
    READERS.put("msteamsv2_configs", MsTeamsV2::read);
    READERS.put("jira_configs", Jira::read);
    READERS.put("incidentio_configs", IncidentIo::read);
    READERS.put("rocketchat_configs", RocketChat::read);
    READERS.put("mattermost_configs", Mattermost::read);
  }

  private Services() {}

  /// Reads one entry of a list.
  @FunctionalInterface
  public interface Reader {
    ServiceSpec read(Keys keys, int index, Globals globals);
  }

  /// Returns the readers by the key of their list.
  public static Map<String, Reader> readers() {
    return new LinkedHashMap<>(READERS);
  }

  /// Reads a list; an entry without keys is refused unless every key has a default.
  public static List<ServiceSpec> read(
      YamlSection receiver, String key, HttpReader http, Globals globals, Reader reader) {
    var specs = new ArrayList<ServiceSpec>();
    for (var node : receiver.list(key)) {
      if (node.isNothing()) {
        throw node.refusal("missing " + key.replace("_configs", "") + " config");
      }
      var keys = new Keys(node.section(), http);
      specs.add(reader.read(keys, specs.size(), globals));
      keys.done();
    }
    return specs;
  }
}
