package io.tocsin.notify.receivers;

import static io.tocsin.notify.receivers.ChannelFixture.KEY_HASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import io.tocsin.notify.services.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What each service is asked, as its documentation says, by a server that writes it down.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ServiceRequestsTest {
  @TempDir private Path folder;

  private Recorder service;
  private ChannelFixture channels;

  @BeforeEach
  void begin() throws IOException {
    service = new Recorder();
    channels = new ChannelFixture(folder.resolve("kept"));
  }

  @AfterEach
  void end() throws IOException {
    channels.close();
    service.close();
  }

  private void firing(String receiver) throws InterruptedException {
    assertThat(channels.send(receiver, true)).isEqualTo(Outcome.delivered());
  }

  private void resolved(String receiver) throws InterruptedException {
    assertThat(channels.send(receiver, false)).isEqualTo(Outcome.delivered());
  }

  @Test
  void aWebhookIsToldInVersion4() throws Exception {
    firing("webhook_configs: [{url: \"" + service.url() + "/hook?x=1\", max_alerts: 1}]");
    var request = service.only();
    assertThat(request.line()).isEqualTo("POST /hook?x=1");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("User-Agent")).isEqualTo("Tocsin/test");
    assertThat(request.body())
        .isEqualTo(
            "{\"receiver\":\"r\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\","
                + "\"labels\":{\"alertname\":\"Down\",\"instance\":\"a\",\"severity\":\"high\"},"
                + "\"annotations\":{\"summary\":\"it is \\u003cdown\\u003e\"},"
                + "\"startsAt\":\"2023-11-14T22:13:20.5Z\",\"endsAt\":\"0001-01-01T00:00:00Z\","
                + "\"generatorURL\":\"http://prom/g?x=1\\u0026y=2\","
                + "\"fingerprint\":\"b46a149fd008b2ad\"}],"
                + "\"notification_reason\":\"first notification\","
                + "\"groupLabels\":{\"alertname\":\"Down\"},"
                + "\"commonLabels\":{\"alertname\":\"Down\",\"instance\":\"a\","
                + "\"severity\":\"high\"},"
                + "\"commonAnnotations\":{\"summary\":\"it is \\u003cdown\\u003e\"},"
                + "\"routeLabels\":{\"team\":\"db\"},\"externalURL\":\"http://tocsin\","
                + "\"version\":\"4\",\"groupKey\":\"{}:{alertname=\\\"Down\\\"}\","
                + "\"truncatedAlerts\":1}\n");
  }

  @Test
  void aWebhooksPayloadMayBeAnything() throws Exception {
    firing(
        "webhook_configs: [{url: \""
            + service.url()
            + "\", payload: {text: '{{ template \"a\" . }}', n: 7, f: 1.5, yes: true, list: ['[1, 2]',"
            + " 'x: y: z'], empty: '', nothing: null}}]");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"empty\":null,\"f\":1.5,\"list\":[[1,2],\"x: y: z\"],\"n\":7,\"nothing\":null,"
                + "\"text\":\"a\",\"yes\":true}\n");
  }

  @Test
  void aWebhooksUrlMayStandInAFile() throws Exception {
    var file = folder.resolve("url");
    Files.writeString(file, service.url() + "/one\n");
    var receiver = "webhook_configs: [{url_file: \"" + file + "\"}]";
    firing(receiver);
    Files.writeString(file, service.url() + "/two\n");
    firing(receiver);
    assertThat(service.requests())
        .extracting(Recorder.Request::target)
        .containsExactly("/one", "/two");
  }

  @Test
  void slackGetsOneAttachment() throws Exception {
    service.answer(200, "text/plain", "ok");
    firing(
        "slack_configs: [{api_url: \""
            + service.url()
            + "/services/T/B/X\", channel: '#c', fields: [{title: t, value: v}], short_fields: true,"
            + " actions: [{type: button, text: Go, url: 'http://x', name: lost}], link_names: true}]");
    assertThat(service.only().line()).isEqualTo("POST /services/T/B/X");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"channel\":\"#c\",\"username\":\"slack.default.username\","
                + "\"icon_emoji\":\"slack.default.iconemoji\","
                + "\"icon_url\":\"slack.default.iconurl\",\"link_names\":true,"
                + "\"attachments\":[{\"title\":\"slack.default.title\","
                + "\"title_link\":\"slack.default.titlelink\","
                + "\"pretext\":\"slack.default.pretext\",\"text\":\"slack.default.text\","
                + "\"fallback\":\"slack.default.fallback\","
                + "\"callback_id\":\"slack.default.callbackid\","
                + "\"fields\":[{\"title\":\"t\",\"value\":\"v\",\"short\":true}],"
                + "\"actions\":[{\"type\":\"button\",\"text\":\"Go\",\"url\":\"http://x\"}],"
                + "\"footer\":\"slack.default.footer\",\"color\":\"slack.default.color\","
                + "\"mrkdwn_in\":[\"fallback\",\"pretext\",\"text\"]}]}\n");
  }

  @Test
  void slackSaysNoWith200() throws Exception {
    var receiver = "slack_configs: [{api_url: \"" + service.url() + "\", channel: c}]";
    service.answer(200, "text/plain", "no_channel");
    assertThat(channels.send(receiver, true))
        .isEqualTo(
            new Outcome.Failed(
                Reason.CLIENT_ERROR,
                "channel \"c\": received an error response from Slack: no_channel"));
    service.answer(200, "{\"ok\": false, \"error\": \"invalid_auth\"}");
    assertThat(channels.send(receiver, true))
        .isEqualTo(
            new Outcome.Failed(
                Reason.CLIENT_ERROR, "channel \"c\": error response from Slack: invalid_auth"));
  }

  @Test
  void aSlackAppShowsItsToken() throws Exception {
    service.answer(200, "{\"ok\": true}");
    var config =
        ChannelFixture.config(
            "slack_configs: [{channel: c}]",
            "slack_app_token: xoxb-1, slack_app_url: \""
                + service.url()
                + "/api/chat.postMessage\"");
    assertThat(channels.send(config, true)).isEqualTo(Outcome.delivered());
    assertThat(service.only().header("Authorization")).isEqualTo("Bearer xoxb-1");
    assertThat(service.only().target()).isEqualTo("/api/chat.postMessage");
  }

  @Test
  void opsGenieOpensChangesAndCloses() throws Exception {
    var receiver =
        "opsgenie_configs: [{api_key: k-1, api_url: \""
            + service.url()
            + "\", details: {a: b}, tags: 'x,,y', priority: P2, update_alerts: true, responders:"
            + " [{name: 'one,two', type: teams}, {id: i, type: user}]}]";
    firing(receiver);
    resolved(receiver);
    assertThat(service.requests())
        .extracting(Recorder.Request::line)
        .containsExactly(
            "POST /v2/alerts",
            "PUT /v2/alerts/" + KEY_HASH + "/message?identifierType=alias",
            "PUT /v2/alerts/" + KEY_HASH + "/description?identifierType=alias",
            "POST /v2/alerts/" + KEY_HASH + "/close?identifierType=alias");
    assertThat(service.requests()).allMatch(r -> r.header("Authorization").equals("GenieKey k-1"));
    assertThat(service.requests().getFirst().body())
        .isEqualTo(
            "{\"alias\":\""
                + KEY_HASH
                + "\",\"message\":\"opsgenie.default.message\","
                + "\"description\":\"opsgenie.default.description\","
                + "\"details\":{\"a\":\"b\",\"alertname\":\"Down\",\"severity\":\"high\"},"
                + "\"source\":\"opsgenie.default.source\","
                + "\"responders\":[{\"name\":\"one\",\"type\":\"team\"},"
                + "{\"name\":\"two\",\"type\":\"team\"},{\"id\":\"i\",\"type\":\"user\"}],"
                + "\"tags\":[\"x\",\"y\"],\"priority\":\"P2\"}\n");
    assertThat(service.requests().getLast().body())
        .isEqualTo("{\"source\":\"opsgenie.default.source\"}\n");
  }

  @Test
  void teamsGetsACard() throws Exception {
    firing("msteams_configs: [{webhook_url: \"" + service.url() + "/t\"}]");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"@context\":\"http://schema.org/extensions\",\"type\":\"MessageCard\","
                + "\"title\":\"msteams.default.title\",\"summary\":\"msteams.default.summary\","
                + "\"text\":\"msteams.default.text\",\"themeColor\":\"8C1A1A\"}\n");
  }

  @Test
  void teamsWorkflowsGetAnAdaptiveCard() throws Exception {
    resolved("msteamsv2_configs: [{webhook_url: \"" + service.url() + "/t\"}]");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"type\":\"message\",\"attachments\":[{\"contentType\":"
                + "\"application/vnd.microsoft.card.adaptive\",\"contentUrl\":null,\"content\":{"
                + "\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\","
                + "\"type\":\"AdaptiveCard\",\"version\":\"1.2\",\"body\":[{\"type\":\"TextBlock\","
                + "\"text\":\"msteamsv2.default.title\",\"weight\":\"Bolder\",\"size\":\"Medium\","
                + "\"wrap\":true,\"style\":\"heading\",\"color\":\"Good\"},{\"type\":\"TextBlock\","
                + "\"text\":\"msteamsv2.default.text\",\"wrap\":true}],"
                + "\"msteams\":{\"width\":\"full\"}}}]}\n");
  }

  @Test
  void discordGetsAnEmbed() throws Exception {
    service.answer(204, "");
    firing("discord_configs: [{webhook_url: \"" + service.url() + "/d\", username: u}]");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"content\":\"\",\"embeds\":[{\"title\":\"discord.default.title\","
                + "\"description\":\"discord.default.message\",\"color\":10038562}],"
                + "\"username\":\"u\"}\n");
  }

  @Test
  void telegramGetsABotsMessage() throws Exception {
    service.answer(200, "{\"ok\": true, \"result\": {\"message_id\": 1}}");
    firing(
        "telegram_configs: [{api_url: \""
            + service.url()
            + "\", bot_token: '123:abc', chat_id: -42, message_thread_id: 7,"
            + " disable_notifications: true}]");
    assertThat(service.only().line()).isEqualTo("POST /bot123:abc/sendMessage");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"chat_id\":\"-42\",\"text\":\"\\u003cp\\u003etelegram.default.message\\u003c/p\\u003e\","
                + "\"disable_notification\":\"true\",\"parse_mode\":\"HTML\","
                + "\"disable_web_page_preview\":\"true\",\"message_thread_id\":\"7\"}\n");
  }

  @Test
  void telegramSaysHowLongToWait() throws Exception {
    service.answer(
        429,
        "{\"ok\": false, \"error_code\": 429, \"description\": \"Too Many Requests: retry after 9\","
            + " \"parameters\": {\"retry_after\": 9}}");
    assertThat(
            channels.send(
                "telegram_configs: [{api_url: \""
                    + service.url()
                    + "\", bot_token: '9:x', chat_id: 1}]",
                true))
        .isEqualTo(
            new Outcome.Retry(
                Reason.RATE_LIMITED, "telegram: Too Many Requests: retry after 9 (429)", 9_000));
  }

  @Test
  void victorOpsGetsAnEntity() throws Exception {
    var receiver =
        "victorops_configs: [{api_key: a/b, api_url: \""
            + service.url()
            + "/alert/\", routing_key: team, message_type: odd, custom_fields: {x: y}}]";
    firing(receiver);
    resolved(receiver);
    assertThat(service.requests().getFirst().target()).isEqualTo("/alert/a%2Fb/team");
    assertThat(service.requests().getFirst().body())
        .isEqualTo(
            "{\"entity_display_name\":\"victorops.default.entity_display_name\",\"entity_id\":\""
                + KEY_HASH
                + "\",\"message_type\":\"CRITICAL\","
                + "\"monitoring_tool\":\"victorops.default.monitoring_tool\","
                + "\"state_message\":\"victorops.default.state_message\",\"x\":\"y\"}\n");
    assertThat(service.requests().getLast().body()).contains("\"message_type\":\"RECOVERY\"");
  }

  @Test
  void webexGetsMarkdown() throws Exception {
    firing(
        "webex_configs: [{room_id: room, api_url: \""
            + service.url()
            + "/v1/messages\", http_config: {authorization: {credentials: bot}}}]");
    assertThat(service.only().header("Authorization")).isEqualTo("Bearer bot");
    assertThat(service.only().body())
        .isEqualTo("{\"markdown\":\"webex.default.message\",\"roomId\":\"room\"}\n");
  }

  @Test
  void rocketChatGetsOneAttachment() throws Exception {
    service.answer(200, "{\"success\": true}");
    firing(
        "rocketchat_configs: [{api_url: \""
            + service.url()
            + "\", token: tok, token_id: uid, channel: '#c', color: red, actions: [{type: x, text:"
            + " Go, url: 'http://x'}], fields: [{title: t, value: v, short: true}]}]");
    var request = service.only();
    assertThat(request.line()).isEqualTo("POST /api/v1/chat.postMessage");
    assertThat(request.header("X-Auth-Token")).isEqualTo("tok");
    assertThat(request.header("X-User-Id")).isEqualTo("uid");
    assertThat(request.body())
        .isEqualTo(
            "{\"channel\":\"#c\",\"emoji\":\"rocketchat.default.emoji\","
                + "\"avatar\":\"rocketchat.default.iconurl\","
                + "\"attachments\":[{\"title\":\"rocketchat.default.title\","
                + "\"title_link\":\"rocketchat.default.titlelink\","
                + "\"text\":\"rocketchat.default.text\",\"color\":\"red\","
                + "\"fields\":[{\"short\":true,\"title\":\"t\",\"value\":\"v\"}],"
                + "\"actions\":[{\"type\":\"button\",\"text\":\"Go\",\"url\":\"http://x\","
                + "\"is_webview\":false,\"msg_in_chat_window\":false}]}]}\n");
  }

  @Test
  void rocketChatSaysNoWith200() throws Exception {
    service.answer(200, "{\"success\": false, \"error\": \"no room\"}");
    assertThat(
            channels.send(
                "rocketchat_configs: [{api_url: \""
                    + service.url()
                    + "\", token: tok, token_id: uid, channel: c}]",
                true))
        .isEqualTo(
            new Outcome.Failed(
                Reason.CLIENT_ERROR, "channel \"c\": error response from Rocketchat: no room"));
  }

  @Test
  void mattermostGetsAttachmentsAndAPriority() throws Exception {
    firing(
        "mattermost_configs: [{webhook_url: \""
            + service.url()
            + "/hooks/x\", channel: c, text: words, attachments: [{text: a, fields: [{title: t,"
            + " value: v, short: false}]}], props: {card: C}, priority: {priority: Important,"
            + " requested_ack: true, persistent_notifications: true}}]");
    assertThat(service.only().body())
        .isEqualTo(
            "{\"text\":\"words\",\"channel\":\"c\",\"username\":\"mattermost.default.username\","
                + "\"attachments\":[{\"text\":\"a\",\"fields\":[{\"title\":\"t\",\"value\":\"v\","
                + "\"short\":false}]}],\"props\":{\"card\":\"C\"},"
                + "\"priority\":{\"priority\":\"important\",\"requested_ack\":true}}\n");
  }

  @Test
  void incidentIoIsToldWithItsToken() throws Exception {
    service.answer(202, "{}");
    firing("incidentio_configs: [{url: \"" + service.url() + "/i\", alert_source_token: tok}]");
    assertThat(service.only().header("Authorization")).isEqualTo("Bearer tok");
    assertThat(service.only().body())
        .startsWith("{\"receiver\":\"r\",\"status\":\"firing\"")
        .contains("\"version\":\"1\",\"groupKey\":");
    service.answer(422, "{\"message\": \"bad\", \"errors\": [\"one\", \"two\"]}");
    assertThat(
            channels.send(
                "incidentio_configs: [{url: \"" + service.url() + "/i\", alert_source_token: tok}]",
                true))
        .isEqualTo(
            new Outcome.Failed(Reason.CLIENT_ERROR, "unexpected status code 422: bad: one, two"));
  }

  @Test
  void weChatFetchesATokenFirst() throws Exception {
    service.answer(200, "{\"errcode\": 0, \"access_token\": \"tk\", \"expires_in\": 7200}");
    service.answer(200, "{\"errcode\": 0, \"errmsg\": \"ok\"}");
    firing(
        "wechat_configs: [{api_url: \""
            + service.url()
            + "/cgi-bin/\", api_secret: s, corp_id: c, to_user: u, agent_id: '1'}]");
    assertThat(service.requests())
        .extracting(Recorder.Request::line)
        .containsExactly(
            "GET /cgi-bin/gettoken?corpid=c&corpsecret=s",
            "POST /cgi-bin/message/send?access_token=tk");
    assertThat(service.requests().getLast().body())
        .isEqualTo(
            "{\"text\":{\"content\":\"wechat.default.message\"},\"touser\":\"u\","
                + "\"toparty\":\"wechat.default.to_party\",\"totag\":\"wechat.default.to_tag\","
                + "\"agentid\":\"1\",\"safe\":\"0\",\"msgtype\":\"text\","
                + "\"markdown\":{\"content\":\"\"}}\n");
  }

  @Test
  void snsIsToldInASignedForm() throws Exception {
    service.answer(200, "text/xml", "<PublishResponse></PublishResponse>");
    firing(
        "sns_configs: [{api_url: \""
            + service.url()
            + "\", topic_arn: 'arn:aws:sns:us-east-2:1:T.fifo', sigv4: {region: us-east-2,"
            + " access_key: AK, secret_key: SK}, attributes: {k: v}}]");
    var request = service.only();
    assertThat(request.body())
        .isEqualTo(
            "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-2%3A1%3AT.fifo"
                + "&MessageDeduplicationId="
                + KEY_HASH
                + "&MessageGroupId="
                + KEY_HASH
                + "&Message=sns.default.message&Subject=sns.default.subject"
                + "&MessageAttributes.entry.1.Name=k&MessageAttributes.entry.1.Value.DataType=String"
                + "&MessageAttributes.entry.1.Value.StringValue=v");
    assertThat(request.header("Authorization"))
        .matches(
            "AWS4-HMAC-SHA256 Credential=AK/[0-9]{8}/us-east-2/sns/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}");
  }

  @Test
  void jiraOpensAnIssueWhereThereIsNone() throws Exception {
    service.answer(200, "{\"issues\": []}").answer(201, "{\"key\": \"OPS-1\"}");
    firing(
        "jira_configs: [{api_url: \""
            + service.url()
            + "/rest/api/2\", project: OPS, issue_type: Bug, labels: [z], fields: {customfield_1:"
            + " {value: x}}, wont_fix_resolution: Wont}]");
    assertThat(service.requests())
        .extracting(Recorder.Request::line)
        .containsExactly("POST /rest/api/2/search", "POST /rest/api/2/issue");
    assertThat(service.requests().getFirst().body())
        .isEqualTo(
            "{\"fields\":[\"status\"],\"jql\":\"(resolution is EMPTY or resolution !="
                + " \\\"Wont\\\") and statusCategory != Done and project=\\\"OPS\\\" and"
                + " labels=\\\"ALERT{"
                + KEY_HASH
                + "}\\\" order by status ASC,resolutiondate DESC\",\"maxResults\":2}\n");
    assertThat(service.requests().getLast().body())
        .isEqualTo(
            "{\"fields\":{\"customfield_1\":{\"value\":\"x\"},"
                + "\"description\":\"jira.default.description\",\"issuetype\":{\"name\":\"Bug\"},"
                + "\"labels\":[\"ALERT{"
                + KEY_HASH
                + "}\",\"z\"],\"priority\":{\"name\":\"jira.default.priority\"},"
                + "\"project\":{\"key\":\"OPS\"},\"summary\":\"jira.default.summary\"}}\n");
  }

  @Test
  void jiraUpdatesAndResolvesTheIssueOfTheGroup() throws Exception {
    service
        .answer(
            200,
            "{\"issues\": [{\"key\": \"OPS-1\", \"fields\": {\"status\": {\"name\": \"Open\","
                + " \"statusCategory\": {\"key\": \"new\"}}}}]}")
        .answer(204, "")
        .answer(200, "{\"transitions\": [{\"id\": \"11\", \"name\": \"Done\"}]}")
        .answer(204, "");
    resolved(
        "jira_configs: [{api_url: \""
            + service.url()
            + "/rest/api/2\", project: OPS, issue_type: Bug, resolve_transition: Done, summary:"
            + " {template: s, enable_update: false}}]");
    assertThat(service.requests())
        .extracting(Recorder.Request::line)
        .containsExactly(
            "POST /rest/api/2/search",
            "PUT /rest/api/2/issue/OPS-1",
            "GET /rest/api/2/issue/OPS-1/transitions",
            "POST /rest/api/2/issue/OPS-1/transitions");
    assertThat(service.requests().get(1).body()).doesNotContain("summary");
    assertThat(service.requests().getLast().body()).isEqualTo("{\"transition\":{\"id\":\"11\"}}\n");
  }

  @Test
  void jiraOpensNothingForWhatIsOver() throws Exception {
    service.answer(200, "{\"issues\": []}");
    resolved("jira_configs: [{api_url: \"" + service.url() + "\", project: OPS, issue_type: Bug}]");
    assertThat(service.requests()).hasSize(1);
  }
}
