import { useHealth, useRanges, useTsdbStatus } from "../../api/hooks";
import { type Column, newest, toColumn } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { Panel } from "../../components/Panel";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { readableDuration } from "../../lib/time/duration";
import { alignToStep, leastStep, stepFor } from "../../lib/time/step";
import type { Unit } from "../../lib/units";
import styles from "./home.module.css";
import { SELF_QUERIES } from "./selfQueries";

const QUERIES = SELF_QUERIES.map((q) => q.query);

function Row({
  name,
  value,
  unit,
  values,
}: {
  name: string;
  value: number | null;
  unit: Unit;
  values?: Column;
}) {
  return (
    <tr>
      <td>{name}</td>
      <td>{values && <Spark values={values} height={20} color="--muted" />}</td>
      <td className="num">
        <Value value={value} unit={unit} />
      </td>
    </tr>
  );
}

/** How Tocsin itself is doing: what it takes in, what it holds and what it costs. */
export function SelfPanel() {
  const { at, now } = useTime();
  const { data: health } = useHealth();
  const { data: status } = useTsdbStatus(1, 10_000);
  const stepSeconds = stepFor(at, 300, leastStep(at, 10));
  const grid = { ...alignToStep(at, stepSeconds), stepSeconds };
  const { answers } = useRanges(QUERIES, grid);
  const columns = answers.map((answer) => {
    const first = answer?.data[0];
    return first ? toColumn(first, grid) : [];
  });
  const started = newest(columns[SELF_QUERIES.findIndex((q) => q.name === "Started")] ?? []);
  return (
    <Panel
      title="Tocsin"
      sub={[health?.version, started && `up ${readableDuration(now - started * 1000)}`]
        .filter(Boolean)
        .join(", ")}
      flush
    >
      <table className={`t ${styles.self}`}>
        <thead className="sr">
          <tr>
            <th>Figure</th>
            <th>Trend</th>
            <th>Now</th>
          </tr>
        </thead>
        <tbody>
          <Row name="Series in memory" value={status?.headStats.numSeries ?? null} unit="none" />
          {SELF_QUERIES.map(({ name, unit }, i) =>
            name === "Started" || (answers[i] && columns[i]?.length === 0) ? null : (
              <Row key={name} name={name} value={newest(columns[i] ?? [])} unit={unit} values={columns[i]} />
            ),
          )}
        </tbody>
      </table>
    </Panel>
  );
}
