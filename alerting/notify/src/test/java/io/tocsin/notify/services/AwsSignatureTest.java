package io.tocsin.notify.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.LocalFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Amazon's own test suite for Signature Version 4, as far as our requests go.
final class AwsSignatureTest {
  private static final AwsSignature SIGNATURE =
      new AwsSignature(
          new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""),
          "us-east-1",
          "service");
  private static final long TIME = Instant.parse("2015-08-30T12:36:00Z").toEpochMilli();

  @Test
  void getVanilla() {
    var ask =
        new HttpAsk(
            "GET", URI.create("https://example.amazonaws.com/"), Map.of(), new byte[0], 1, 1);
    assertThat(SIGNATURE.sign(ask, TIME).headers())
        .containsEntry("X-Amz-Date", "20150830T123600Z")
        .containsEntry(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date,"
                + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void postXWwwFormUrlencoded() {
    var ask =
        HttpAsk.post(
            URI.create("https://example.amazonaws.com/"),
            "application/x-www-form-urlencoded",
            "Param1=value1".getBytes(),
            1);
    assertThat(SIGNATURE.sign(ask, TIME).headers().get("Authorization"))
        .endsWith("Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  @Test
  void aProfileIsFoundInTheFilesOfAmazonsTools() {
    var files =
        new LocalFiles() {
          @Override
          public String read(Path file) throws IOException {
            return switch (file.toString()) {
              case "/home/me/.aws/credentials" ->
                  "[default]\naws_access_key_id = a\naws_secret_access_key = b\n"
                      + "[ops]\naws_access_key_id = c\naws_secret_access_key = d\n";
              case "/home/me/.aws/config" -> "[profile ops]\nregion = eu-central-1\n";
              default -> throw new IOException("no file");
            };
          }

          @Override
          public boolean exists(Path file) {
            return true;
          }

          @Override
          public String environment(String name) {
            return name.equals("HOME") ? "/home/me" : null;
          }
        };
    assertThat(AwsCredentials.find(files, "ops")).isEqualTo(new AwsCredentials("c", "d", ""));
    assertThat(AwsCredentials.find(files, "")).isEqualTo(new AwsCredentials("a", "b", ""));
    assertThat(AwsCredentials.find(files, "other")).isNull();
    assertThat(AwsCredentials.region(files, "ops")).isEqualTo("eu-central-1");
  }
}
