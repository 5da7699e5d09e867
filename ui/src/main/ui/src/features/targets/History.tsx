import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import type { Target } from "../../api/prometheus";
import { newest, toColumn } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { matcherText } from "../../lib/filters";
import { compactDuration } from "../../lib/time/duration";
import { CELLS, cellWords, healthCells } from "./health";
import styles from "./targets.module.css";

/** How a target was over the page's range: up or down, how long its scrapes took, how many samples they had. */
export function History({ target }: { target: Target }) {
  const { at } = useTime();
  const stepSeconds = Math.max(15, Math.ceil((at.toMillis - at.fromMillis) / 1000 / CELLS));
  const end = Math.floor(at.toMillis / 1000 / stepSeconds) * stepSeconds;
  const start = end - CELLS * stepSeconds;
  const { job = "", instance = "" } = target.labels;
  const queries = useMemo(() => {
    const selector = [
      { label: "job", value: job },
      { label: "instance", value: instance },
    ]
      .map(matcherText)
      .join(",");
    const window = compactDuration(stepSeconds * 1000);
    return [
      `avg_over_time(up{${selector}}[${window}])`,
      `scrape_duration_seconds{${selector}}`,
      `scrape_samples_scraped{${selector}}`,
    ];
  }, [job, instance, stepSeconds]);
  const { answers } = useRanges(queries, { start, end, stepSeconds });
  const grid = { start, end, stepSeconds };
  const cells = healthCells(answers[0]?.data[0], start, stepSeconds);
  const columns = [1, 2].map((i) => {
    const series = answers[i]?.data[0];
    return series ? toColumn(series, grid) : [];
  });
  return (
    <div className={styles.history}>
      <div className={styles.cells} role="img" aria-label={cellWords(cells)} title={cellWords(cells)}>
        {cells.map((cell, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in time
          <i key={i} data-cell={cell} />
        ))}
      </div>
      <span className="muted">duration</span>
      <Spark values={columns[0] ?? []} height={20} color="--muted" min={0} />
      <span className="num">
        <Value value={newest(columns[0] ?? [])} unit="seconds" />
      </span>
      <span className="muted">samples</span>
      <Spark values={columns[1] ?? []} height={20} color="--muted" min={0} />
      <span className="num">
        <Value value={newest(columns[1] ?? [])} unit="none" />
      </span>
    </div>
  );
}
