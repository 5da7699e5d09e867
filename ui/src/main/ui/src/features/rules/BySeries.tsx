import { type Frame, newest } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Value } from "../../components/Value";
import { distinctLabels } from "../../lib/promql";
import { breaches, type Compared } from "../../lib/threshold";
import type { Unit } from "../../lib/units";
import { shortName } from "./names";
import styles from "./rules.module.css";

const MAX = 8;

/** How far a value is from its limit, in percent of the limit. */
export function distance(value: number, { limit }: Compared): number | undefined {
  return limit === 0 ? undefined : Math.round((Math.abs(value - limit) / Math.abs(limit)) * 100);
}

function Fate({ now, compared }: { now: number | null; compared: Compared }) {
  if (now === null) {
    return <span className="muted">no sample now</span>;
  }
  if (breaches(now, compared.op, compared.limit)) {
    return <StateWord state="warning" word="beyond" />;
  }
  const far = distance(now, compared);
  const side = now > compared.limit ? "over" : "under";
  return <StateWord state="ok" word={far === undefined ? "within" : `${far} % ${side}`} />;
}

/** Each series with its distance to the limit now, the nearest first. */
export function BySeries({ frame, compared, unit }: { frame: Frame; compared: Compared; unit: Unit }) {
  const names = distinctLabels(frame.lines.map((l) => l.labels));
  const down = compared.op.startsWith("<");
  const rows = frame.lines
    .map((line) => ({ line, now: newest(line.values) }))
    .sort(
      (a, b) => ((b.now ?? Number.NEGATIVE_INFINITY) - (a.now ?? Number.NEGATIVE_INFINITY)) * (down ? -1 : 1),
    )
    .slice(0, MAX);
  return (
    <Panel title="By series, now" sub="what each one would do" flush>
      <div className={styles.scroll}>
        <table className="t">
          <colgroup>
            <col style={{ width: "38%" }} />
            <col />
            <col style={{ width: 90 }} />
            <col style={{ width: 130 }} />
          </colgroup>
          <tbody>
            {rows.map(({ line, now }) => (
              <tr key={line.id}>
                <td className="mono" title={line.name}>
                  {shortName(line.labels, names) || line.name}
                </td>
                <td>
                  <Spark values={line.values} height={20} limit={compared.limit} />
                </td>
                <td className="num">
                  <Value value={now} unit={unit} />
                </td>
                <td className="num">
                  <Fate now={now} compared={compared} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
