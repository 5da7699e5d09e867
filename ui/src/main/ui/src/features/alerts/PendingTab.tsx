import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Meter, Value } from "../../components/Value";
import { SEVERITY_WORDS } from "../../lib/severity";
import { readableDuration } from "../../lib/time/duration";
import { clock, fullTime, zoneLabel } from "../../lib/time/zone";
import { formatText } from "../../lib/units";
import { unitOfAlert } from "./AlertRow";
import styles from "./alerts.module.css";
import { summaryOf, type Waiting, whereOf } from "./model";

function Row({ one, onOpen }: { one: Waiting; onOpen: () => void }) {
  const { now, zone } = useTime();
  const unit = unitOfAlert(one);
  const firesAt = one.activeMillis + one.forMillis;
  const waited = Math.min(one.forMillis, Math.max(0, now - one.activeMillis));
  const left = firesAt - now;
  return (
    <tr>
      <td>
        <span className={styles.cell}>
          <Glyph state="pending" />
          <button type="button" className={styles.rowlink} title={summaryOf(one)} onClick={onOpen}>
            {one.name}
          </button>
          <span className="muted ell">{whereOf(one.labels)}</span>
        </span>
      </td>
      <td>{SEVERITY_WORDS[one.severity]}</td>
      <td className="num">
        <b className="med">
          <Value value={one.value} unit={unit} />
        </b>{" "}
        {one.compared && (
          <span className="muted">
            {one.compared.op} {formatText(one.compared.limit, unit)}
          </span>
        )}
      </td>
      <td>
        <span className="cellbar" style={{ gridTemplateColumns: "1fr 96px" }}>
          <Meter
            share={waited / Math.max(1, one.forMillis)}
            state="warning"
            label={`${one.name}: time gone by`}
          />
          <span className="muted num">
            {readableDuration(waited)} of {readableDuration(one.forMillis)}
          </span>
        </span>
      </td>
      <td className="num" title={fullTime(firesAt, zone)}>
        {left > 0 ? `in ${readableDuration(Math.max(1000, left))}` : "with the next evaluation"}
        <span className={`muted ${styles.hideSmall}`}>
          {" "}
          {clock(firesAt, zone)} {zoneLabel(zone, firesAt)}
        </span>
      </td>
    </tr>
  );
}

/** Whose condition holds and whose time has not come. */
export function PendingTable({ waiting, onOpen }: { waiting: Waiting[]; onOpen: (one: Waiting) => void }) {
  return (
    <div className={styles.scroll}>
      <table className="t" style={{ minWidth: 640 }}>
        <colgroup>
          <col />
          <col style={{ width: 76 }} />
          <col style={{ width: 150 }} />
          <col style={{ width: 200 }} />
          <col style={{ width: 150 }} />
        </colgroup>
        <thead>
          <tr>
            <th>Alert</th>
            <th>Severity</th>
            <th className="num">Value</th>
            <th>Waited</th>
            <th className="num">Fires</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((one) => (
            <Row key={one.id} one={one} onOpen={() => onOpen(one)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function PendingTab({ waiting, onOpen }: { waiting: Waiting[]; onOpen: (one: Waiting) => void }) {
  return (
    <Panel
      title="Pending"
      sub={`${waiting.length} would fire if this goes on`}
      flush={waiting.length > 0}
      className={styles.below}
    >
      {waiting.length > 0 ? (
        <PendingTable waiting={waiting} onOpen={onOpen} />
      ) : (
        <Empty
          kind="not-yet"
          what="Nothing is on its way to fire"
          why="An alert is listed here while its condition holds and the time of its rule (for) has not gone by."
        />
      )}
    </Panel>
  );
}
