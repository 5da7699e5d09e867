package io.tocsin.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.opentest4j.AssertionFailedError;

/// Asks again until the answer is as expected, because another process decides when.
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /// Returns the first answer that `isExpected`, or fails with the last one. A failure to ask is an
  /// answer that is not expected.
  public static <T> T get(Duration limit, Callable<T> question, Predicate<T> isExpected) {
    long end = System.nanoTime() + limit.toNanos();
    Object last;
    do {
      try {
        T answer = question.call();
        if (isExpected.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end);
    throw new AssertionFailedError("not within " + limit + "; last answer: " + last);
  }
}
