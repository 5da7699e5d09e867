package io.tocsin.notify.receivers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server as a program: says on a line which port it got, wants STARTTLS and the user `me`
/// with the password `pw`, and puts every mail into a folder as `N.eml`.
final class MailServerProcess {
  private MailServerProcess() {}

  /// @param arguments the folder of mails, and the store with the key
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var tls = new TestCertificate(Path.of(arguments[1]), Path.of("")).tls();
    var server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .startTlsSocketFactory(tls)
            .requireTLS()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, _) -> {
                  if (!user.equals("me") || !password.equals("pw")) {
                    throw new LoginFailedException();
                  }
                }))
            .requireAuth()
            .simpleMessageListener(new Box(folder))
            .build();
    server.start();
    System.out.println(server.getPortAllocated());
  }

  private record Box(Path folder, AtomicInteger count) implements SimpleMessageListener {
    Box(Path folder) {
      this(folder, new AtomicInteger());
    }

    @Override
    public boolean accept(String from, String to) {
      return !to.startsWith("nobody@");
    }

    @Override
    public void deliver(String from, String to, InputStream data) throws IOException {
      var part = folder.resolve("part-" + count.incrementAndGet());
      Files.write(part, data.readAllBytes());
      Files.move(part, folder.resolve(count.get() + ".eml"), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
