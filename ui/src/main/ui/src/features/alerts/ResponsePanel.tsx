import { StateWord } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Value } from "../../components/Value";
import { SEVERITY_WORDS } from "../../lib/severity";
import { group } from "../../lib/units";
import styles from "./alerts.module.css";
import { useResponse } from "./useResponse";

/** How long it takes until somebody has an alert, and until it is over. */
export function ResponsePanel() {
  const { data, error } = useResponse();
  if (error || !data) {
    return null;
  }
  return (
    <Panel
      title="Time to acknowledge and to resolve"
      sub="means of the last 30 days"
      className={styles.below}
      flush={data.length > 0}
    >
      {data.length === 0 ? (
        <p className="muted t12">
          Counted from the first alert on that somebody acknowledges or that resolves; by severity and by the
          label team.
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className="t">
            <thead>
              <tr>
                <th>Severity</th>
                <th>Team</th>
                <th className="num">Acknowledged</th>
                <th className="num">MTTA</th>
                <th className="num">Resolved</th>
                <th className="num">MTTR</th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={`${row.severity} ${row.team}`}>
                  <td>
                    <StateWord state={row.severity} word={SEVERITY_WORDS[row.severity]} />
                  </td>
                  <td>{row.team || <span className="muted">no team</span>}</td>
                  <td className="num">{group(row.acknowledged)}</td>
                  <td className="num med">
                    <Value value={row.ackSeconds} unit="seconds" />
                  </td>
                  <td className="num">{group(row.resolved)}</td>
                  <td className="num med">
                    <Value value={row.resolveSeconds} unit="seconds" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
