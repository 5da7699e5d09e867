package io.tocsin.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The latest messages, numbered from 1. Safe for use by many threads.
final class Ring {
  private final @Nullable Message[] messages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private long last;
  private boolean closed;

  /// One message as it is sent.
  static final class Message {
    private final long number;
    private final Topic topic;
    private final byte[] json;

    Message(long number, Topic topic, byte[] json) {
      this.number = number;
      this.topic = topic;
      this.json = json;
    }

    long number() {
      return number;
    }

    Topic topic() {
      return topic;
    }

    /// Returns the text, which nobody changes.
    byte[] json() {
      return json;
    }
  }

  /// @param size how many are kept
  Ring(int size) {
    messages = new Message[size];
  }

  void add(Topic topic, byte[] json) {
    lock.lock();
    try {
      last++;
      messages[slot(last)] = new Message(last, topic, json);
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int slot(long number) {
    return (int) (number % messages.length);
  }

  /// Returns the number of the newest message; 0 before the first.
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// Tells whether everything after a message is still here.
  boolean holdsAfter(long number) {
    lock.lock();
    try {
      return number >= 0 && number <= last && last - number <= messages.length;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are messages after one, of whatever topic, or until the time is over.
  ///
  /// @return null where some of them are no longer here
  @Nullable Found after(long number, Set<Topic> topics, long waitMillis)
      throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
      while (last == number && !closed && left > 0) {
        left = added.awaitNanos(left);
      }
      if (last - number > messages.length) {
        return null;
      }
      var found = new ArrayList<Message>();
      for (long i = number + 1; i <= last; i++) {
        var message = messages[slot(i)];
        if (message != null && topics.contains(message.topic())) {
          found.add(message);
        }
      }
      return new Found(last, List.copyOf(found));
    } finally {
      lock.unlock();
    }
  }

  /// @param last the number of the newest message that was looked at
  /// @param messages those of the topics, in order
  record Found(long last, List<Message> messages) {}

  /// Wakes everybody who waits, for good.
  void close() {
    lock.lock();
    try {
      closed = true;
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
