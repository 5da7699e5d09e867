package io.tocsin.collect.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.collect.host.MountSizes.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PatientSizesTest {
  private static final Size SIZE = new Size(1, 1, 1, 1, 1);

  @Test
  void anAnswerInTimeIsHandedOn() {
    var sizes = new PatientSizes(mount -> Optional.of(SIZE), Duration.ofMinutes(1));

    assertThat(sizes.of("/a")).contains(SIZE);
    assertThat(sizes.of("/a")).contains(SIZE);
  }

  @Test
  void aMountThatHangsIsAskedOnceAndHoldsUpNoOther() throws InterruptedException {
    var asked = new CountDownLatch(1);
    var hanging = new CountDownLatch(1);
    var questions = new AtomicInteger();
    var sizes =
        new PatientSizes(
            mount -> {
              questions.incrementAndGet();
              asked.countDown();
              await(hanging);
              return Optional.of(SIZE);
            },
            Duration.ofMillis(1));

    assertThat(sizes.of("/gone")).isEmpty();
    asked.await();
    assertThat(sizes.of("/gone")).isEmpty();
    assertThat(questions).hasValue(1);
    hanging.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
