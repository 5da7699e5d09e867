package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void aSignalOfTheSystemRunsItsAction() throws Exception {
    var came = new Semaphore(0);
    Signals.on("WINCH", came::release);
    var self = Long.toString(ProcessHandle.current().pid());
    for (int i = 0; i < 2; i++) {
      assertThat(new ProcessBuilder("kill", "-WINCH", self).start().waitFor()).isZero();
      assertThat(came.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
