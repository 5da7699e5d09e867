package io.tocsin.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Connections that push side by side and wait for each other every half an hour of the samples'
/// time, so that none runs far ahead of another.
public record Lanes(int count, long stepMillis) {
  private static final long LOCKSTEP_MILLIS = 1_800_000;

  /// What one connection does with the steps from `from` up to `end`, which is left out.
  public interface Lane {
    void push(int lane, int from, int end) throws IOException;
  }

  /// Runs all connections over the steps from `fromStep` up to `endStep`, which is left out; fails
  /// as the first of them does.
  public void run(int fromStep, int endStep, Lane lane) throws IOException, InterruptedException {
    int lockstep = Math.toIntExact(Math.max(1, LOCKSTEP_MILLIS / stepMillis));
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int from = fromStep; from < endStep; from += lockstep) {
        int first = from;
        int end = Math.min(from + lockstep, endStep);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < count; i++) {
          int number = i;
          tasks.add(() -> {
            lane.push(number, first, end);
            return true;
          });
        }
        for (var done : executor.invokeAll(tasks)) {
          done.get();
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("remote write: " + e.getCause(), e.getCause());
    }
  }
}
