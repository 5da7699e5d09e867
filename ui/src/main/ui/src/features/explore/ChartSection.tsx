import { ChartArea, ChartLine, Table } from "lucide-react";
import { useMemo, useState } from "react";
import { firstTime, isEmpty } from "../../charts/frame";
import type { View as ChartView } from "../../charts/options";
import { TimeChart } from "../../charts/TimeChart";
import { Age } from "../../components/Age";
import { Button, Kbd, Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { useShortcuts } from "../../components/keys/Keys";
import { useTime } from "../../components/time/TimeContext";
import { unitOfQuery } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { clock } from "../../lib/time/zone";
import { group, UNIT_NAMES, type Unit } from "../../lib/units";
import styles from "./explore.module.css";
import { InstantTable } from "./InstantTable";
import { LegendTable } from "./LegendTable";
import { Nothing } from "./Nothing";
import type { ExploreSearch, View } from "./search";
import type { Explored } from "./useExplore";

const HEIGHT = 380;
const TOP = 20;

const VIEW_CHOICES = [
  { value: "lines", label: "Lines", icon: ChartLine },
  { value: "stack", label: "Stack", icon: ChartArea },
  { value: "table", label: "Table", icon: Table },
] satisfies { value: View; label: string; icon: typeof Table }[];

export interface ChartSectionProps {
  search: ExploreSearch;
  explored: Explored;
  onSearch: (change: Partial<ExploreSearch>) => void;
}

/** The unit of the URL, else the one that all visible queries seem to share. */
function unitOf({ unit, q = [] }: ExploreSearch): Unit {
  const guesses = new Set(q.filter((query) => query.trim() !== "").map(unitOfQuery));
  const [only] = guesses;
  return unit ?? (guesses.size === 1 && only ? only : "none");
}

function Chart({ explored, unit, mode }: { explored: Explored; unit: Unit; mode: "lines" | "stack" }) {
  const { at, zone, zoomTo, undoZoom } = useTime();
  const [hover, setHover] = useState<number | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const [picked, setIsolated] = useState<string | null>(null);
  const { frame, total, staleSince } = explored;
  const isolated = frame.lines.some((l) => l.id === picked) ? picked : null;
  const view = useMemo<ChartView>(
    () => ({
      frame,
      start: at.fromMillis / 1000,
      end: at.toMillis / 1000,
      unit,
      zone,
      mode,
      isolated,
      fromZero: false,
      thresholds: [],
      staleFrom: staleSince === undefined ? undefined : staleSince / 1000,
    }),
    [frame, at, unit, zone, mode, isolated, staleSince],
  );
  const hoverTime =
    hover === null ? "" : clock((frame.times[hover] ?? 0) * 1000, zone, explored.grid.stepSeconds < 60);
  return (
    <>
      <div className={`pb ${styles.plot}`}>
        <TimeChart
          view={view}
          height={HEIGHT}
          label="Chart of the queries"
          focus={isolated ? null : focus}
          dim={explored.isOld}
          onHover={setHover}
          onZoom={zoomTo}
          onUndoZoom={undoZoom}
        />
      </div>
      <LegendTable
        lines={frame.lines}
        total={total}
        unit={unit}
        hover={hover}
        hoverTime={hoverTime}
        isolated={isolated}
        onIsolate={setIsolated}
        onFocus={setFocus}
      />
    </>
  );
}

/** Too many lines for a chart: which are missing, and the query that shows those that matter. */
function Overflow({ search, explored, onSearch }: ChartSectionProps) {
  const { frame, total, queries } = explored;
  if (frame.lines.length >= total) {
    return null;
  }
  const largest = () =>
    onSearch({
      q: (search.q ?? []).map((query, i) =>
        (queries[i]?.series ?? 0) > TOP && query.trim() !== "" ? `topk(${TOP}, ${query.trim()})` : query,
      ),
    });
  return (
    <div className={styles.overflow} role="status">
      <Glyph state="warning" label={false} />
      <span>
        The first {group(frame.lines.length)} of {group(total)} series are drawn
      </span>
      <Button onClick={largest}>Only the {TOP} largest</Button>
    </div>
  );
}

function Foot({ explored }: { explored: Explored }) {
  const { zone } = useTime();
  const { frame, grid } = explored;
  const first = firstTime(frame);
  const late = first !== undefined && first > grid.start + 2 * grid.stepSeconds;
  return (
    <div className={styles.foot}>
      <span>one point each {readableDuration(grid.stepSeconds * 1000)}</span>
      {late && <span>first sample at {clock(first * 1000, zone, grid.stepSeconds < 60)}</span>}
      <span className={`end row g6 ${styles.wide}`}>
        drag to zoom <Kbd>z</Kbd> undo <Kbd>T</Kbd> table <Kbd>y</Kbd> copy link
      </span>
    </div>
  );
}

/** The answer: as lines, as a stack, or as a table of the newest values. */
export function ChartSection({ search, explored, onSearch }: ChartSectionProps) {
  const view = search.view ?? "lines";
  const unit = unitOf(search);
  const { now } = useTime();
  const empty = isEmpty(explored.frame);
  useShortcuts([
    {
      keys: "T",
      label: "Table or chart",
      group: "Explore",
      run: () => onSearch({ view: view === "table" ? undefined : "table" }),
    },
  ]);
  return (
    <section className={`panel ${styles.answer}`} aria-label="Answer">
      {explored.isOld && <i className="load" />}
      <div className={`ph ${styles.tools}`}>
        <Segmented
          label="View"
          choices={VIEW_CHOICES}
          value={view}
          onChange={(next) => onSearch({ view: next === "lines" ? undefined : next })}
        />
        <Age since={explored.staleSince} now={now} />
        <label className="end t12 muted row g6">
          <span className={styles.word}>unit</span>
          <select
            className={styles.unit}
            value={search.unit ?? ""}
            onChange={(event) => onSearch({ unit: (event.target.value || undefined) as Unit | undefined })}
          >
            <option value="">{UNIT_NAMES[unit]}, auto</option>
            {Object.entries(UNIT_NAMES).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {view === "table" ? (
        <InstantTable search={search} />
      ) : empty ? (
        <div className={`pb ${styles.blank}`}>
          <Nothing explored={explored} height={HEIGHT - 40} onSearch={onSearch} />
        </div>
      ) : (
        <>
          <Overflow search={search} explored={explored} onSearch={onSearch} />
          <Chart explored={explored} unit={unit} mode={view} />
        </>
      )}
      {!empty && view !== "table" && <Foot explored={explored} />}
    </section>
  );
}
