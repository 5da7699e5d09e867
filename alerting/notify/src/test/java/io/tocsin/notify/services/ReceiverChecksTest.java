package io.tocsin.notify.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notify.receivers.ChannelFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a configuration of a service may say, by Alertmanager's own checks.
final class ReceiverChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhook_configs: [{}] | one of url or url_file must be configured",
        "webhook_configs: [{url: 'http://x', url_file: f}] | at most one of url & url_file",
        "webhook_configs: [{url: 'ftp://secret'}] | <secret>: unsupported scheme \"ftp\" for URL",
        "webhook_configs: [{url: 'http:secret'}] | <secret>: missing host for URL",
        "webhook_configs: [null] | missing webhook config",
        "webhook_configs: [{url: 'http://x', timeout: 1d}] | a duration, as in 10s",
        "webhook_configs: [{url: 'http://x', max_alerts: -1}] | a number that is not negative",
        "webhook_configs: [{url: 'http://x', urls: y}] | unknown key (expected: url)",
        "email_configs: [{}] | missing to address in email config",
        "email_configs: [{to: a@b.c, from: a@b.c}] | no global SMTP smarthost set",
        "email_configs: [{to: a@b.c, smarthost: 'x:25'}] | no global SMTP from set",
        "email_configs: [{to: a@b.c, from: x, smarthost: 'x'}] | missing port",
        "email_configs: [{to: a@b.c, from: x, smarthost: 'x:'}] | port cannot be empty",
        "email_configs: [{to: a, from: x, smarthost: 'x:1', headers: {a: b, A: c}}] | duplicate",
        "email_configs: [{to: a, threading: {enabled: true}}] | thread_by_date must be either",
        "slack_configs: [{}] | no Slack API URL nor App token set either inline or in a file",
        "slack_configs: [{api_url: 'http://x', app_token: y}] | at most one of api_url/api_url_file",
        "slack_configs: [{api_url: 'http://x', fields: [{title: t}]}] | missing value in Slack field",
        "slack_configs: [{api_url: 'http://x', actions: [{type: t, text: t}]}] | missing name or url",
        "slack_configs: [{api_url: 'http://x', update_message: true}] | only be used with bot tokens",
        "pagerduty_configs: [{}] | missing service or routing key in PagerDuty config",
        "pagerduty_configs: [{routing_key: a, routing_key_file: b}] | at most one of routing_key",
        "opsgenie_configs: [{api_key: k, responders: [{type: team}]}] | at least one of id, username",
        "opsgenie_configs: [{api_key: k, responders: [{id: i, type: x}]}] | does not match valid",
        "msteams_configs: [{}] | one of webhook_url or webhook_url_file must be configured",
        "msteamsv2_configs: [{}] | one of webhook_url or webhook_url_file must be configured",
        "discord_configs: [{}] | one of webhook_url or webhook_url_file must be configured",
        "telegram_configs: [{bot_token: t}] | missing chat_id or chat_id_file",
        "telegram_configs: [{bot_token: t, chat_id: 1, parse_mode: x}] | unknown parse_mode",
        "victorops_configs: [{api_key: k}] | missing Routing key in VictorOps config",
        "victorops_configs: [{api_key: k, routing_key: r, custom_fields: {entity_id: x}}] | conflicts",
        "webex_configs: [{}] | missing room_id on webex_config",
        "webex_configs: [{room_id: r}] | missing webex_configs.http_config.authorization",
        "pushover_configs: [{token: t}] | one of user_key or user_key_file must be configured",
        "pushover_configs: [{user_key: u}] | one of token or token_file must be configured",
        "pushover_configs: [{user_key: u, token: t, html: true, monospace: true}] | at most one of",
        "rocketchat_configs: [{token: t}] | no global Rocketchat TokenID set",
        "mattermost_configs: [{}] | missing webhook_url or webhook_url_file on mattermost_config",
        "jira_configs: [{}] | missing project in jira_config",
        "jira_configs: [{project: p, issue_type: t}] | no global Jira Cloud URL set",
        "jira_configs: [{project: p, issue_type: t, api_type: x}] | unknown api_type on jira_config",
        "incidentio_configs: [{}] | one of url or url_file must be configured",
        "incidentio_configs: [{url: 'http://x', http_config: {}}] | at least one of alert_source",
        "sns_configs: [{}] | must provide either a Target ARN, Topic ARN, or Phone Number",
        "sns_configs: [{topic_arn: t, sigv4: {access_key: a}}] | must provide a AWS SigV4 Access key",
        "wechat_configs: [{api_secret: s}] | no global Wechat CorpID set",
        "wechat_configs: [{api_secret: s, corp_id: c, message_type: x}] | does not match valid",
      })
  void whatCannotBeIsRefusedWithItsPlace(String receiver, String cause) {
    assertThatThrownBy(() -> ChannelFixture.config(receiver, ""))
        .hasMessageStartingWith("a.yml:3: receivers[0].")
        .hasMessageContaining(cause)
        .hasMessageNotContainingAny("ftp://secret", "http:secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook_configs: [{url: 'http://x/{{ .GroupLabels.a }}'}]",
        "webhook_configs: [{url: '<secret>'}]",
        "slack_configs: [{api_url: '<secret>'}]",
        "webhook_configs: [{url: 'http://x/a b|c', timeout: 1.5s}]",
        "opsgenie_configs: [{api_key: k, responders: [{id: i, type: '{{ .x }}'}]}]",
        "incidentio_configs: [{url: 'http://x'}]",
        "sns_configs: [{topic_arn: t, sigv4: {}}]",
        "telegram_configs: [{bot_token: t, chat_id: -1, parse_mode: ''}]",
      })
  void whatAlertmanagerTakesIsTaken(String receiver) {
    assertThat(ChannelFixture.config(receiver, "").receivers().getFirst().integrations())
        .hasSize(1);
  }

  @Test
  void integrationsStandInAlertmanagersOrder() {
    var config =
        ChannelFixture.config(
            "slack_configs: [{api_url: 'http://x'}], email_configs: [{to: a@b.c, from: a@b.c,"
                + " smarthost: 'x:25'}], webhook_configs: [{url: 'http://a'}, {url: 'http://b'}],"
                + " pagerduty_configs: [{routing_key: r}], digest_configs: [{to: other}]",
            "");
    assertThat(config.receivers().getFirst().integrations())
        .extracting(spec -> spec.type() + spec.index())
        .containsExactly("webhook0", "webhook1", "email0", "pagerduty0", "slack0", "digest0");
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abcd…", "abcdef, 3, abc", "äöü😀x, 4, äöü…"})
  void textsAreCutByCharacters(String text, int max, String cut) {
    assertThat(Cut.points(text, max)).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abc…", "äöüäö, 8, äö…", "😀😀😀, 8, 😀…"})
  void textsAreCutByBytes(String text, int max, String cut) {
    assertThat(Cut.bytes(text, max)).isEqualTo(cut);
  }
}
