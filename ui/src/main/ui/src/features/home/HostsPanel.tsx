import { Link } from "@tanstack/react-router";
import { Glyph } from "../../components/Glyph";
import type { Hosts } from "../../components/hosts/useHosts";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Meter, Value } from "../../components/Value";
import { byPressure, type HostRow, hostFindings, LIMITS, type Limit, troubleOf } from "../../lib/hosts";
import styles from "./home.module.css";

const MAX_ROWS = 7;

function Bar({ value, limits, name }: { value: number | null; limits: Limit; name: string }) {
  const trouble = troubleOf(value, limits);
  return (
    <span className={`cellbar ${styles.bar}`}>
      <Meter share={(value ?? 0) / 100} state={trouble} label={name} />
      <span className={`v num ${trouble ? "bad" : ""}`}>
        <Value value={value === null ? null : Math.round(value)} unit="percent" />
      </span>
    </span>
  );
}

function Row({ row }: { row: HostRow }) {
  const [worst] = hostFindings(row);
  const net = row.netIn === null && row.netOut === null ? null : (row.netIn ?? 0) + (row.netOut ?? 0);
  return (
    <tr>
      <td>
        <span className="row g6">
          {worst && <Glyph state={worst.trouble} label={worst.text} size={12} />}
          <Link
            to="/hosts/$instance"
            params={{ instance: row.instance }}
            search={keepTime}
            className={`med ell ${styles.name}`}
          >
            {row.instance}
          </Link>
        </span>
      </td>
      <td>
        <Bar value={row.cpu} limits={LIMITS.cpu} name={`CPU of ${row.instance}`} />
      </td>
      <td>
        <Bar value={row.memory} limits={LIMITS.memory} name={`Memory of ${row.instance}`} />
      </td>
      <td>
        <Bar value={row.disk} limits={LIMITS.disk} name={`Fullest disk of ${row.instance}`} />
      </td>
      <td className="num">
        <Value value={net} unit="bytesPerSecond" />
      </td>
    </tr>
  );
}

/** The machines under most pressure. */
export function HostsPanel({ hosts }: { hosts: Hosts }) {
  const { refreshNow } = useTime();
  const rows = [...hosts.rows].sort(byPressure);
  const sub =
    rows.length > MAX_ROWS ? `${MAX_ROWS} of ${rows.length}, by pressure` : `${rows.length}, by pressure`;
  return (
    <Panel
      title="Hosts"
      sub={rows.length > 0 ? sub : ""}
      end={
        <Link to="/hosts" search={keepTime} className="link t12">
          All hosts
        </Link>
      }
      flush
    >
      {rows.length > 0 ? (
        <div className={styles.scroll}>
          <table className={`t ${styles.hosts}`}>
            <thead>
              <tr>
                <th>Host</th>
                <th>CPU</th>
                <th>Memory</th>
                <th>Disk</th>
                <th className="num">Network</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MAX_ROWS).map((row) => (
                <Row key={row.instance} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className="pb">
          {hosts.error ? (
            <Failed error={hosts.error} actions={[{ label: "Retry", run: refreshNow }]} />
          ) : hosts.isFirst ? (
            <Loading what="hosts" height={120} />
          ) : (
            <Empty
              kind="not-yet"
              what="No host has reported in this range"
              why="Tocsin reads its own machine every 10 s; the first figures need two readings."
              actions={[{ label: "Look again", run: refreshNow }]}
            />
          )}
        </div>
      )}
    </Panel>
  );
}
