import { useMemo } from "react";
import { Panel } from "../../components/Panel";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { distinctLabels } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { clock, dayMonth, fullTime } from "../../lib/time/zone";
import { group, type Unit } from "../../lib/units";
import type { Form } from "./form";
import { happenedAt } from "./meanwhile";
import { shortName } from "./names";
import styles from "./rules.module.css";
import { type Played, useMeanwhile } from "./usePreview";

export const LISTED = 12;

/** When it would have fired, and what else there was at the time. */
export function Firings({ form, played, unit }: { form: Form; played: Played; unit: Unit }) {
  const { zone } = useTime();
  const episodes = played.rule?.episodes ?? [];
  const meanwhile = useMeanwhile(played.grid, episodes.length > 0).data;
  const names = useMemo(() => {
    const distinct = distinctLabels(episodes.map((e) => e.labels));
    return episodes.map((e) => shortName(e.labels, distinct));
  }, [episodes]);
  const total = episodes.reduce((sum, e) => sum + e.seconds, 0);
  return (
    <Panel
      title={episodes.length === 1 ? "The firing" : `The ${group(episodes.length)} firings`}
      sub={episodes.length > 0 ? `${readableDuration(total * 1000)} in all` : undefined}
      flush={episodes.length > 0}
    >
      {episodes.length === 0 && (
        <p className="muted t12">
          {form.kind === "anomaly"
            ? "The band of an anomaly rule is recorded from the moment it is saved, so it has no past yet."
            : "It would have been quiet all the time."}
        </p>
      )}
      {episodes.length > 0 && (
        <div className={styles.scroll}>
          <table className={`t ${styles.firings}`}>
            <colgroup>
              <col />
              <col style={{ width: 84 }} />
              <col style={{ width: 76 }} />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th>Started</th>
                <th className="num">Lasted</th>
                <th className="num">Peak</th>
                <th>At the same time</th>
              </tr>
            </thead>
            <tbody>
              {episodes.slice(0, LISTED).map((e, i) => {
                const at = Date.parse(e.from);
                const others = meanwhile ? happenedAt(e, meanwhile, played.grid, form.name) : [];
                return (
                  <tr key={`${e.from} ${names[i]}`}>
                    <td title={`${fullTime(at, zone)} ${names[i]}`}>
                      <span className={styles.number}>{i + 1}</span> {dayMonth(at, zone)}, {clock(at, zone)}
                      {names[i] && <span className="muted">{names[i]}</span>}
                    </td>
                    <td className="num">{e.firing ? "still firing" : readableDuration(e.seconds * 1000)}</td>
                    <td className="num">
                      <Value value={Number(e.peak)} unit={unit} />
                    </td>
                    <td className="muted" title={others.join(", ")}>
                      {others.join(", ") || "nothing known"}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {episodes.length > LISTED && (
        <p className="muted t12" style={{ padding: "8px 12px" }}>
          and {group(episodes.length - LISTED)} more
        </p>
      )}
    </Panel>
  );
}
