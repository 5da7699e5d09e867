import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import { Panel } from "../../components/Panel";
import { useTime } from "../../components/time/TimeContext";
import { clock } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import { startsIn } from "./history";

const HOURS = 24;
const STEP = 300;
const BUCKET = 1800;
const QUERIES = ['ALERTS{alertstate="firing"}'];

/** How many alerts began to fire, half hour by half hour. */
export function NewAlerts() {
  const { now, zone } = useTime();
  const end = Math.floor(now / 1000 / BUCKET) * BUCKET + BUCKET;
  const grid = { start: end - HOURS * 3600, end, stepSeconds: STEP };
  const { answers } = useRanges(QUERIES, grid);
  const series = answers[0]?.data;
  const starts = useMemo(
    () => startsIn(series ?? [], { start: end - HOURS * 3600, end, stepSeconds: STEP }, BUCKET),
    [series, end],
  );
  const total = starts.reduce((sum, n) => sum + n, 0);
  const highest = Math.max(1, ...starts);
  if (series === undefined) {
    return null;
  }
  const at = (index: number) => clock((grid.start + index * BUCKET) * 1000, zone);
  return (
    <Panel title="New alerts, 24 h" sub={`30 min steps, ${total} in all`} className={styles.below}>
      <div
        className={styles.bars}
        role="img"
        aria-label={`${total} alerts began to fire in the last 24 hours, at most ${highest} in half an hour`}
      >
        {starts.map((count, i) => (
          <i
            key={at(i)}
            style={{ height: `${(count / highest) * 100}%` }}
            title={`${at(i)} to ${at(i + 1)}: ${count}`}
          />
        ))}
      </div>
      <div className={styles.barAxis} aria-hidden>
        <span>{at(0)}</span>
        <span>{at(starts.length / 2)}</span>
        <span>at most {highest}</span>
      </div>
    </Panel>
  );
}
