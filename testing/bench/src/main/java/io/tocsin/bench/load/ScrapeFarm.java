package io.tocsin.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/// Many exporters in one process: each target is a loopback address of its own (127.1.x.y) on one
/// port, and replays the tape from a different place.
///
/// Answers are built once, gzip and plain, so that serving one costs a copy into a socket. One
/// thread runs everything; [#served] may be asked from any.
public final class ScrapeFarm implements AutoCloseable {
  /// The most targets; the addresses and the file descriptors they take are bounded by it.
  public static final int TARGETS_MAX = 10_000;

  private static final int PORT_ATTEMPTS = 20;
  // Coprime with common tape lengths, so that neighbouring targets differ and all places are used.
  private static final int STRIDE = 37;

  private final Selector selector;
  private final List<ServerSocketChannel> listeners;
  private final List<Answer> answers;
  private final AtomicLong served = new AtomicLong();
  private volatile boolean closed;

  private ScrapeFarm(Selector selector, List<ServerSocketChannel> listeners, List<Answer> answers) {
    this.selector = selector;
    this.listeners = listeners;
    this.answers = answers;
  }

  /// One scrape's answer with its HTTP head, ready to be written.
  record Answer(ByteBuffer gzip, ByteBuffer plain) {
    ByteBuffer forRequest(boolean acceptsGzip) {
      return (acceptsGzip ? gzip : plain).duplicate();
    }
  }

  /// One target: where it listens and how far it has replayed.
  private static final class Target {
    private int next;

    private Target(int next) {
      this.next = next;
    }
  }

  public static ScrapeFarm open(Tape tape, int targets) throws IOException {
    if (targets < 1 || targets > TARGETS_MAX) {
      throw new IllegalArgumentException(
          "targets: " + targets + " (expected: 1 to " + TARGETS_MAX + ")");
    }
    var answers = new ArrayList<Answer>();
    for (var scrape : tape.scrapes()) {
      answers.add(answer(scrape.body()));
    }
    IOException last = new IOException("no free port");
    for (int i = 0; i < PORT_ATTEMPTS; i++) {
      var selector = Selector.open();
      var listeners = new ArrayList<ServerSocketChannel>();
      try {
        listen(selector, listeners, targets);
        return new ScrapeFarm(selector, listeners, answers);
      } catch (IOException taken) {
        last = taken;
        closeAll(selector, listeners);
      }
    }
    throw last;
  }

  /// The addresses to scrape, `host:port`.
  public List<String> addresses() throws IOException {
    var addresses = new ArrayList<String>();
    for (var listener : listeners) {
      var address = (InetSocketAddress) listener.getLocalAddress();
      addresses.add(address.getAddress().getHostAddress() + ":" + address.getPort());
    }
    return addresses;
  }

  /// Scrapes answered so far.
  public long served() {
    return served.get();
  }

  /// Serves until closed.
  public void run() throws IOException {
    while (!closed) {
      selector.select(this::ready, 1_000);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeAll(selector, listeners);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept(key);
      } else if (!((FarmConnection<?>) key.attachment()).advance()) {
        key.channel().close();
      }
    } catch (IOException _) {
      closeQuietly(key);
    }
  }

  private void accept(SelectionKey key) throws IOException {
    var channel = ((ServerSocketChannel) key.channel()).accept();
    if (channel == null) {
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var target = (Target) key.attachment();
    var registered = channel.register(selector, SelectionKey.OP_READ);
    registered.attach(new FarmConnection<>(registered, target, this::next));
  }

  private ByteBuffer next(Target target, boolean acceptsGzip) {
    served.incrementAndGet();
    int place = target.next++;
    return answers.get(place % answers.size()).forRequest(acceptsGzip);
  }

  private static void listen(Selector selector, List<ServerSocketChannel> listeners, int targets)
      throws IOException {
    int port = 0;
    for (int i = 0; i < targets; i++) {
      var listener = ServerSocketChannel.open();
      listeners.add(listener);
      listener.bind(new InetSocketAddress("127.1." + i / 250 + "." + (i % 250 + 1), port), 16);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT, new Target(i * STRIDE));
      port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }
  }

  private static Answer answer(byte[] body) {
    var gzip = new ByteArrayOutputStream(body.length / 4);
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(message(gzip.toByteArray(), "Content-Encoding: gzip\r\n"), message(body, ""));
  }

  private static ByteBuffer message(byte[] body, String encoding) {
    var head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            + encoding
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(headBytes.length + body.length)
        .put(headBytes)
        .put(body)
        .flip()
        .asReadOnlyBuffer();
  }

  private static void closeAll(Selector selector, List<ServerSocketChannel> listeners)
      throws IOException {
    for (var listener : listeners) {
      listener.close();
    }
    selector.close();
  }

  private static void closeQuietly(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException _) {
      key.cancel();
    }
  }
}
