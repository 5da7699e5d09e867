package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShownConfigTest {
  @Test
  void noSecretIsShown() {
    var config =
        ChannelFixture.config(
            "webhook_configs: [{url: 'http://hidden', http_config: {http_headers: {A: {secrets:"
                + " [hidden]}}, tls_config: {cert: c, key: hidden}, proxy_url: 'http://u:hidden@p',"
                + " proxy_connect_header: {B: [hidden]}}}], slack_configs: [{api_url:"
                + " 'http://hidden'}], pagerduty_configs: [{url: 'http://shown', service_key:"
                + " hidden}], opsgenie_configs: [{api_url: 'http://shown/2', api_key: hidden}],"
                + " telegram_configs: [{bot_token: hidden, chat_id: 1}], sns_configs: [{topic_arn:"
                + " t, sigv4: {access_key: a, secret_key: hidden}}], rocketchat_configs: [{token:"
                + " hidden, token_id: hidden}], pushover_configs: [{token: hidden, user_key:"
                + " hidden}], email_configs: [{to: a, from: b, smarthost: 'c:1', auth_password:"
                + " hidden, auth_secret: hidden}], wechat_configs: [{api_secret: hidden, corp_id:"
                + " c}], incidentio_configs: [{url: 'http://shown/3', alert_source_token: hidden}]",
            "slack_api_url: 'http://hidden', slack_app_url: 'http://shown/4', victorops_api_key:"
                + " hidden, mattermost_webhook_url: 'http://hidden', http_config: {oauth2:"
                + " {client_id: i, client_secret: hidden, token_url: 'http://t'}}");
    assertThat(config.shown())
        .doesNotContain("hidden")
        .contains("http://shown", "http://shown/2", "http://shown/3", "http://shown/4");
    assertThat(config.receivers().toString()).doesNotContain("hidden");
  }
}
