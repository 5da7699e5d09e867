package io.tocsin.notify.receivers;

import io.tocsin.http.ConfigPlace;
import io.tocsin.http.HttpReader;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.ReceiverReader;
import io.tocsin.notify.mail.Email;
import io.tocsin.notify.mail.MailDefaults;
import io.tocsin.notify.services.Globals;
import io.tocsin.notify.services.Keys;
import io.tocsin.notify.services.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads receivers: every service that Alertmanager knows, and digests.
public final class ChannelReader implements ReceiverReader {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);

  private final LocalFiles files;

  public ChannelReader(LocalFiles files) {
    this.files = files;
  }

  @Override
  public Receivers global(YamlSection global, String directory) {
    var place =
        new ConfigPlace(
            Path.of(directory).toAbsolutePath(),
            files,
            (node, what) ->
                LOG.atDebug().addKeyValue("key", node.path()).addKeyValue("what", what).log("odd"));
    var http = new HttpReader(place);
    var globals = Globals.read(global, http);
    var mail = MailDefaults.read(global, http);
    return receiver -> read(receiver, http, globals, mail);
  }

  /// In the order in which Alertmanager makes integrations: mail stands after webhooks.
  private static List<IntegrationSpec> read(
      YamlSection receiver, HttpReader http, Globals globals, MailDefaults mail) {
    var specs = new ArrayList<IntegrationSpec>();
    Services.readers()
        .forEach((key, reader) -> {
          specs.addAll(Services.read(receiver, key, http, globals, reader));
          if (key.equals("webhook_configs")) {
            specs.addAll(
                Services.read(
                    receiver,
                    "email_configs",
                    http,
                    globals,
                    (keys, index, _) -> Email.read(keys, index, mail)));
          }
        });
    int index = 0;
    for (var node : receiver.list("digest_configs")) {
      var keys = new Keys(node.section(), http);
      specs.add(DigestSpec.read(keys, index++));
      keys.done();
    }
    return specs;
  }
}
