package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.tsdb.block.BlockMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final CompactionPlan plan = new CompactionPlan(TsdbOptions.defaults());

  private static BlockMeta block(long fromHour, long toHour, long bytes) {
    return BlockMeta.ofSize("b" + fromHour, fromHour * HOUR, toHour * HOUR - 1, bytes);
  }

  private List<BlockMeta> next(long nowHour, BlockMeta... blocks) {
    return plan.next(List.of(blocks), nowHour * HOUR);
  }

  @Test
  void threeWindowsOfARangeThatIsOverBecomeOne() {
    var blocks = new BlockMeta[] {block(0, 2, 10), block(2, 4, 10), block(4, 6, 10)};
    assertThat(next(9, blocks)).isEmpty();
    assertThat(next(10, blocks)).containsExactly(blocks);
  }

  @Test
  void rangesTripleUpToATenthOfTheRetention() {
    var blocks = new ArrayList<BlockMeta>();
    for (int from = 0; from < 108; from += 2) {
      blocks.add(block(from, from + 2, 10));
    }
    for (var due = plan.next(blocks, 1_000 * HOUR);
        !due.isEmpty();
        due = plan.next(blocks, 1_000 * HOUR)) {
      blocks.removeAll(due);
      long bytes = due.stream().mapToLong(BlockMeta::bytes).sum();
      long from = due.getFirst().minMillis() / HOUR;
      blocks.add(block(from, (due.getLast().maxMillis() + 1) / HOUR, bytes));
    }
    assertThat(blocks).hasSize(6).allMatch(b -> b.maxMillis() - b.minMillis() == 18 * HOUR - 1);
  }

  @Test
  void aLittleThatCameLateWaitsForMore() {
    assertThat(next(100, block(0, 6, 1_000), block(1, 2, 10))).isEmpty();
    assertThat(next(100, block(0, 6, 1_000), block(1, 2, 600))).hasSize(2);
    assertThat(next(100, block(0, 6, 1_000), block(1, 2, 10), block(3, 4, 10), block(5, 6, 10)))
        .hasSize(4);
  }

  @Test
  void aWindowWithManyBlocksIsMergedAtOnce() {
    assertThat(next(3, block(0, 2, 50), block(0, 1, 1), block(1, 2, 1), block(0, 2, 1))).hasSize(4);
    assertThat(next(3, block(0, 2, 50), block(0, 1, 1), block(1, 2, 1))).isEmpty();
  }
}
