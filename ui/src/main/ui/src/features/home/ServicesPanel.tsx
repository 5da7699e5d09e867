import { Link, useNavigate } from "@tanstack/react-router";
import { Spark } from "../../charts/Spark";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { troubleOf } from "../../lib/hosts";
import styles from "./home.module.css";
import type { ServiceRow } from "./services";
import type { Services } from "./useSignals";

const MAX_ROWS = 14;
const ERRORS = { warning: 1, critical: 5 };

interface RowProps {
  row: ServiceRow;
  line: Services["line"];
  serves: boolean;
}

function Row({ row, line, serves }: RowProps) {
  const well = row.state === "ok" || row.state === "none";
  const partly = row.up < row.all;
  return (
    <tr data-st={well ? undefined : row.state}>
      <td>
        <span className="row">
          <Glyph state={row.state} />
          <Link
            to="/scrape-targets"
            search={(before) => ({ ...keepTime(before), pool: row.job })}
            className={`med ${styles.name}`}
          >
            {row.job}
          </Link>
          <span className="muted ell" title={row.reason}>
            {well ? row.reason || row.service : row.reason}
          </span>
        </span>
      </td>
      <td className={`num ${partly ? "bad" : ""}`}>
        {row.up}
        <span className="muted"> of {row.all}</span>
      </td>
      {serves && (
        <>
          <td className="num">
            <Value value={row.requests} unit="perSecond" />
          </td>
          <td className={`num ${troubleOf(row.errors, ERRORS) ? "bad" : ""}`}>
            <Value value={row.errors} unit="percent" />
          </td>
          <td className="num">
            <Value value={row.p95} unit="seconds" />
          </td>
        </>
      )}
      <td className="num">
        <Value value={row.cpu} unit="percent" />
      </td>
      <td className="num">
        <Value value={row.memory} unit="bytes" />
      </td>
      <td className={`num ${row.alerts > 0 ? "bad" : "muted"}`}>{row.alerts === 0 ? "–" : row.alerts}</td>
      <td className={styles.trend}>
        <Spark values={line(row.job)} height={20} color="--muted" min={0} />
      </td>
    </tr>
  );
}

function Table({ rows, line }: Pick<Services, "rows" | "line">) {
  const serves = rows.some((row) => row.requests !== null || row.p95 !== null);
  return (
    <div className={styles.scroll}>
      <table className={`t ${styles.services}`}>
        <thead>
          <tr>
            <th>Service</th>
            <th className="num">Up</th>
            {serves && (
              <>
                <th className="num">Req/s</th>
                <th className="num">Errors</th>
                <th className="num">p95</th>
              </>
            )}
            <th className="num">CPU</th>
            <th className="num">Memory</th>
            <th className="num">Alerts</th>
            <th>{serves ? "Req/s or CPU" : "CPU"}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row) => (
            <Row key={row.job} row={row} line={line} serves={serves} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every job that is scraped or pushes, worst first. */
export function ServicesPanel({ services }: { services: Services }) {
  const { rows, line, isFirst, error } = services;
  const navigate = useNavigate();
  const { refreshNow } = useTime();
  const ill = rows.filter((row) => row.state !== "ok" && row.state !== "none").length;
  const words = ill === 0 ? "all well" : `${ill} not well, worst first`;
  return (
    <Panel
      title="Services"
      sub={rows.length > 0 ? `${rows.length} jobs, ${words}` : ""}
      end={
        <Link to="/scrape-targets" search={keepTime} className="link t12">
          {rows.length > MAX_ROWS ? `All ${rows.length}, by target` : "Targets"}
        </Link>
      }
      flush
    >
      {rows.length > 0 ? (
        <Table rows={rows} line={line} />
      ) : (
        <div className="pb">
          {error ? (
            <Failed error={error} actions={[{ label: "Retry", run: refreshNow }]} />
          ) : isFirst ? (
            <Loading what="services" height={160} />
          ) : (
            <Empty
              kind="not-yet"
              what="Nothing is scraped and nothing pushes yet"
              why="The page Targets shows what to write into the configuration, with this server's address in it."
              actions={[
                {
                  label: "Set up targets",
                  run: () => void navigate({ to: "/scrape-targets", search: keepTime }),
                },
              ]}
            />
          )}
        </div>
      )}
    </Panel>
  );
}
