import { type Frame, newest } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Value } from "../../components/Value";
import { plainName } from "../../lib/promql";
import { breaches, type Compared } from "../../lib/threshold";
import type { Unit } from "../../lib/units";
import styles from "./rules.module.css";

const MAX = 8;

/** How far a value is from its limit, in percent of the limit. */
export function distance(value: number, { limit }: Compared): number | undefined {
  return limit === 0 ? undefined : Math.round((Math.abs(value - limit) / Math.abs(limit)) * 100);
}

/** Each series with its distance to the limit now, the nearest first. */
export function BySeries({ frame, compared, unit }: { frame: Frame; compared: Compared; unit: Unit }) {
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
        <table className="t" style={{ minWidth: 480 }}>
          <colgroup>
            <col style={{ width: "38%" }} />
            <col />
            <col style={{ width: 90 }} />
            <col style={{ width: 130 }} />
          </colgroup>
          <tbody>
            {rows.map(({ line, now }) => {
              const bad = now !== null && breaches(now, compared.op, compared.limit);
              const far = now === null ? undefined : distance(now, compared);
              return (
                <tr key={line.id}>
                  <td className="mono" title={line.name}>
                    {plainName(line.name)}
                  </td>
                  <td>
                    <Spark values={line.values} height={20} limit={compared.limit} />
                  </td>
                  <td className="num">
                    <Value value={now} unit={unit} />
                  </td>
                  <td className="num">
                    {now === null ? (
                      <span className="muted">no sample now</span>
                    ) : (
                      <StateWord
                        state={bad ? "warning" : "ok"}
                        word={
                          bad
                            ? "beyond"
                            : far === undefined
                              ? "within"
                              : `${far} % ${now > compared.limit ? "over" : "under"}`
                        }
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
