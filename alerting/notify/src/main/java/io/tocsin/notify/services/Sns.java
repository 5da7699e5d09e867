package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `sns_configs`: publishes to a topic, a phone or an endpoint of Amazon's notification service.
///
/// @param apiUrl a template; empty for the region's endpoint
record Sns(
    Common common,
    String apiUrl,
    Signer signer,
    Target target,
    String subject,
    String message,
    Map<String, String> attributes)
    implements ServiceSpec {
  private static final int MESSAGE_MAX_BYTES = 256 << 10;
  private static final int SMS_MAX_BYTES = 1600;
  private static final String VERSION = "2010-03-31";

  /// Who signs; empty texts where the environment says it.
  record Signer(
      String region,
      String accessKey,
      @Nullable SecretText secretKey,
      String profile,
      String roleArn,
      String externalId) {}

  /// One of the three; templates.
  record Target(String topicArn, String phoneNumber, String targetArn) {}

  static Sns read(Keys keys, int index, Globals globals) {
    var target =
        new Target(keys.text("topic_arn"), keys.text("phone_number"), keys.text("target_arn"));
    // Alertmanager's own condition, which lets one or all three through.
    boolean odd =
        target.targetArn().isEmpty() ^ target.topicArn().isEmpty() ^ target.phoneNumber().isEmpty();
    if (odd) {
      throw keys.refusal(
          "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
    }
    keys.flag("use_aws_http_client", false);
    var signer = keys.inner("sigv4", Sns::signer);
    return new Sns(
        keys.common(index, true, globals.http()),
        keys.text("api_url"),
        signer == null ? new Signer("", "", null, "", "", "") : signer,
        target,
        keys.template("subject", "sns.default.subject"),
        keys.template("message", "sns.default.message"),
        Map.copyOf(keys.map("attributes")));
  }

  private static Signer signer(Keys keys) {
    boolean key = keys.has("access_key");
    if (key != keys.has("secret_key")) {
      throw keys.refusal(
          "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the"
              + " SigV4 config");
    }
    keys.flag("use_fips_sts_endpoint", false);
    return new Signer(
        keys.text("region"),
        keys.text("access_key"),
        key ? SecretText.of(keys.text("secret_key")) : null,
        keys.text("profile"),
        keys.text("role_arn"),
        keys.text("external_id"));
  }

  @Override
  public String type() {
    return "sns";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var region = region(delivery);
    var given = delivery.text(apiUrl);
    var url = given.isEmpty() ? "https://sns." + region + ".amazonaws.com" : given;
    var credentials = credentials(delivery, region);
    var signature = new AwsSignature(credentials, region, "sns");
    var answer = delivery.send(signed(delivery, signature, url, publish(delivery)));
    return delivery.check(answer, AwsAnswer.message(answer.text()));
  }

  private String region(Delivery delivery) {
    var files = delivery.wiring().surroundings().files();
    var found =
        signer.region().isEmpty()
            ? AwsCredentials.region(files, signer.profile())
            : signer.region();
    if (found.isEmpty()) {
      throw new Refusal(
          "region not configured in sns.sigv4.region or in default credentials chain");
    }
    return found;
  }

  private AwsCredentials credentials(Delivery delivery, String region) throws IOException {
    var files = delivery.wiring().surroundings().files();
    var secret = signer.secretKey();
    var base =
        secret == null
            ? AwsCredentials.find(files, signer.profile())
            : new AwsCredentials(signer.accessKey(), delivery.secret(secret), "");
    if (base == null) {
      throw new Refusal(
          "no credentials (expected: sigv4.access_key, AWS_ACCESS_KEY_ID or ~/.aws/credentials)");
    }
    hide(delivery, base);
    return signer.roleArn().isEmpty() ? base : assumed(delivery, region, base);
  }

  private static void hide(Delivery delivery, AwsCredentials credentials) {
    delivery.hidden(credentials.secretKey());
    delivery.hidden(credentials.token());
  }

  /// Takes on a role by Amazon's token service.
  private AwsCredentials assumed(Delivery delivery, String region, AwsCredentials base)
      throws IOException {
    var form = new TreeMap<String, String>();
    form.put("Action", "AssumeRole");
    form.put("Version", "2011-06-15");
    form.put("RoleArn", signer.roleArn());
    form.put("RoleSessionName", "tocsin-" + delivery.clock().millis());
    if (!signer.externalId().isEmpty()) {
      form.put("ExternalId", signer.externalId());
    }
    var signature = new AwsSignature(base, region, "sts");
    var url = "https://sts." + region + ".amazonaws.com";
    var answer =
        delivery.send(signed(delivery, signature, url, form), "SecretAccessKey", "SessionToken");
    if (!answer.isSuccess()) {
      throw new IOException("failed to assume role: " + AwsAnswer.message(answer.text()));
    }
    var role =
        new AwsCredentials(
            AwsAnswer.element(answer.text(), "AccessKeyId"),
            AwsAnswer.element(answer.text(), "SecretAccessKey"),
            AwsAnswer.element(answer.text(), "SessionToken"));
    hide(delivery, role);
    return role;
  }

  private static HttpAsk signed(
      Delivery delivery, AwsSignature signature, String url, Map<String, String> form)
      throws IOException {
    var uri = Delivery.url(url);
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? uri + "/" : uri.toString();
    var body = Urls.form(form).getBytes(StandardCharsets.UTF_8);
    var ask =
        HttpAsk.post(
            URI.create(path),
            "application/x-www-form-urlencoded; charset=utf-8",
            body,
            delivery.leftMillis());
    return signature.sign(ask, delivery.clock().millis());
  }

  private Map<String, String> publish(Delivery delivery) {
    var form = new LinkedHashMap<String, String>();
    form.put("Action", "Publish");
    form.put("Version", VERSION);
    var topic = delivery.text(target.topicArn());
    put(form, "TopicArn", topic);
    if (topic.endsWith(".fifo")) {
      form.put("MessageDeduplicationId", delivery.keyHash());
      form.put("MessageGroupId", delivery.keyHash());
    }
    put(form, "PhoneNumber", delivery.text(target.phoneNumber()));
    put(form, "TargetArn", delivery.text(target.targetArn()));
    var words = delivery.text(message);
    int max = target.phoneNumber().isEmpty() ? MESSAGE_MAX_BYTES : SMS_MAX_BYTES;
    var cut = Cut.plainBytes(words, max);
    form.put("Message", cut);
    put(form, "Subject", delivery.text(subject));
    var all = new TreeMap<String, String>();
    attributes.forEach((name, value) -> all.put(delivery.text(name), delivery.text(value)));
    if (cut.length() < words.length()) {
      all.put("truncated", "true");
    }
    int number = 1;
    for (var attribute : all.entrySet()) {
      var entry = "MessageAttributes.entry." + number++;
      form.put(entry + ".Name", attribute.getKey());
      form.put(entry + ".Value.DataType", "String");
      form.put(entry + ".Value.StringValue", attribute.getValue());
    }
    return form;
  }

  private static void put(Map<String, String> form, String name, String value) {
    if (!value.isEmpty()) {
      form.put(name, value);
    }
  }
}
