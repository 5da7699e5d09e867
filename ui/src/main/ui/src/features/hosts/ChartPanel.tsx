import { Link } from "@tanstack/react-router";
import { ChartLine, SquareArrowOutUpRight, Table } from "lucide-react";
import { useMemo, useState } from "react";
import { isEmpty, newest } from "../../charts/frame";
import { StatsTable } from "../../charts/StatsTable";
import { Swatch } from "../../charts/Swatch";
import { TimeChart } from "../../charts/TimeChart";
import { Age } from "../../components/Age";
import { IconButton } from "../../components/controls";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { useFirstSample } from "../../components/time/useFirstSample";
import { Value } from "../../components/Value";
import { clock } from "../../lib/time/zone";
import type { ChartSpec } from "./chartSpecs";
import styles from "./hosts.module.css";
import type { Host } from "./useHost";

const HEIGHT = 136;
/** A rate needs two readings; before that it is not that nothing was watched. */
const YOUNG_MILLIS = 45_000;

function Legend({ spec, onFocus }: { spec: ChartSpec; onFocus: (id: string | null) => void }) {
  return (
    <ul className={styles.legend} onMouseLeave={() => onFocus(null)}>
      {(spec.mode === "stack" ? spec.frame.lines.toReversed() : spec.frame.lines).map((line) => (
        <li key={line.id} onMouseEnter={() => onFocus(line.id)}>
          <Swatch color={line.color} fade={line.fade} />
          {line.name}
          <b>
            <Value value={newest(line.values)} unit={spec.unit} />
          </b>
        </li>
      ))}
    </ul>
  );
}

function Body({ spec, host, table }: { spec: ChartSpec; host: Host; table: boolean }) {
  const { at, now, zone, zoomTo, undoZoom, setRange, refreshNow } = useTime();
  const { millis: first } = useFirstSample();
  const [focus, setFocus] = useState<string | null>(null);
  const view = useMemo(
    () => ({
      frame: spec.frame,
      start: at.fromMillis / 1000,
      end: at.toMillis / 1000,
      unit: spec.unit,
      zone,
      mode: spec.mode,
      isolated: null,
      fromZero: true,
      atLeast: spec.atLeast,
      thresholds: spec.thresholds,
      staleFrom: host.staleSince === undefined ? undefined : host.staleSince / 1000,
    }),
    [spec, at, zone, host.staleSince],
  );
  const error = host.error(spec.keys);
  if (error && isEmpty(spec.frame)) {
    return (
      <Failed
        error={error}
        query={host.queries[spec.keys[0] ?? "load1"]}
        actions={[{ label: "Retry", run: refreshNow }]}
      />
    );
  }
  if (isEmpty(spec.frame) && host.isFirst) {
    return <Loading what={spec.title} height={HEIGHT} />;
  }
  if (isEmpty(spec.frame) && now - (first ?? 0) < YOUNG_MILLIS) {
    return (
      <Empty
        kind="not-yet"
        what="The line begins with the second reading"
        why="Tocsin reads its host every 10 s, and a rate needs two readings."
      />
    );
  }
  if (isEmpty(spec.frame)) {
    return (
      <Empty
        kind="too-early"
        what={`No sample of ${spec.title} between ${clock(at.fromMillis, zone)} and ${clock(at.toMillis, zone)}`}
        why="The host was not watched then, or its data is older than the retention."
        actions={[{ label: "Show the last hour", run: () => setRange({ from: "now-1h", to: "now" }) }]}
      />
    );
  }
  return (
    <>
      {table ? (
        <StatsTable frame={spec.frame} unit={spec.unit} height={HEIGHT} />
      ) : (
        <TimeChart
          view={view}
          height={HEIGHT}
          label={spec.title}
          focus={focus}
          dim={host.isOld}
          onZoom={zoomTo}
          onUndoZoom={undoZoom}
        />
      )}
      <Legend spec={spec} onFocus={setFocus} />
    </>
  );
}

/** One chart of the host with its numbers, a table in its place (`T`), and the way to its queries. */
export function ChartPanel({ spec, host }: { spec: ChartSpec; host: Host }) {
  const [table, setTable] = useState(false);
  const { now } = useTime();
  return (
    <Panel
      title={spec.title}
      sub={spec.sub}
      className={styles.chartPanel}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() === "t" && event.target === event.currentTarget) {
          event.preventDefault();
          setTable(!table);
        }
      }}
      end={
        <>
          <Age since={host.staleSince} now={now} />
          <span className={styles.tools}>
            <IconButton
              icon={table ? ChartLine : Table}
              label={table ? "Show as chart" : "Show as table (T)"}
              onClick={() => setTable(!table)}
            />
            <Link
              to="/explore"
              search={(before) => ({ ...keepTime(before), q: spec.keys.map((key) => host.queries[key]) })}
              className="btn ghost ico"
              aria-label={`Open ${spec.title} in Explore`}
              title="Open in Explore"
            >
              <SquareArrowOutUpRight className="i" aria-hidden />
            </Link>
          </span>
        </>
      }
    >
      <div className={styles.chartBody}>
        <Body spec={spec} host={host} table={table} />
      </div>
    </Panel>
  );
}
