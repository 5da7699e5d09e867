import { ChartArea, ChartLine, Grid3x3, Table } from "lucide-react";
import { firstTime, isEmpty } from "../../charts/frame";
import { Age } from "../../components/Age";
import { Button, Kbd, Segmented } from "../../components/controls";
import { useFilters } from "../../components/filters";
import { Glyph } from "../../components/Glyph";
import { useShortcuts } from "../../components/keys/Keys";
import { useTime } from "../../components/time/TimeContext";
import { filterSelector } from "../../lib/filters";
import { unitOfQuery } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { clock } from "../../lib/time/zone";
import { group, UNIT_NAMES, type Unit } from "../../lib/units";
import { Chart } from "./Chart";
import styles from "./explore.module.css";
import { HeatView } from "./HeatView";
import { HEIGHT } from "./height";
import { InstantTable } from "./InstantTable";
import { Nothing } from "./Nothing";
import type { ExploreSearch, View } from "./search";
import type { Explored } from "./useExplore";

const TOP = 20;

const VIEW_CHOICES = [
  { value: "lines", label: "Lines", icon: ChartLine },
  { value: "stack", label: "Stack", icon: ChartArea },
  { value: "heat", label: "Heat map", icon: Grid3x3 },
  { value: "table", label: "Table", icon: Table },
] satisfies { value: View; label: string; icon: typeof Table }[];

export interface ChartSectionProps {
  search: ExploreSearch;
  explored: Explored;
  onSearch: (change: Partial<ExploreSearch>) => void;
}

/** The unit of the URL, else the one that all visible queries seem to share. */
export function unitOf({ unit, q = [] }: ExploreSearch): Unit {
  const guesses = new Set(q.filter((query) => query.trim() !== "").map(unitOfQuery));
  const [only] = guesses;
  return unit ?? (guesses.size === 1 && only ? only : "none");
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
  const { filters } = useFilters();
  const narrowed = filterSelector(filters);
  const { frame, grid } = explored;
  const first = firstTime(frame);
  const late = first !== undefined && first > grid.start + 2 * grid.stepSeconds;
  return (
    <div className={styles.foot}>
      <span>one point each {readableDuration(grid.stepSeconds * 1000)}</span>
      {late && <span>first sample at {clock(first * 1000, zone, grid.stepSeconds < 60)}</span>}
      {narrowed && <span>every query has {narrowed}</span>}
      <span className={`end row g6 ${styles.wide}`}>
        drag to zoom <Kbd>z</Kbd> undo <Kbd>T</Kbd> table <Kbd>y</Kbd> copy link
      </span>
    </div>
  );
}

interface ToggleProps {
  on: true | undefined;
  label: string;
  title: string;
  onChange: (on: true | undefined) => void;
}

function Toggle({ on, label, title, onChange }: ToggleProps) {
  return (
    <Button
      kind="ghost"
      className={on ? "on" : ""}
      aria-pressed={on ?? false}
      title={title}
      onClick={() => onChange(on ? undefined : true)}
    >
      {label}
    </Button>
  );
}

/** The answer: as lines, as a stack, as a heat map of buckets, or as a table of the newest values. */
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
        {view === "lines" && (
          <span className={`row g4 end ${styles.toggles}`}>
            <Toggle
              on={search.log}
              label="log"
              title="Value axis in powers of ten"
              onChange={(log) => onSearch({ log })}
            />
            <Toggle
              on={search.ex}
              label="exemplars"
              title="Single observations with their trace"
              onChange={(ex) => onSearch({ ex })}
            />
          </span>
        )}
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
      ) : view === "heat" ? (
        <HeatView explored={explored} search={search} onSearch={onSearch} />
      ) : empty ? (
        <div className={`pb ${styles.blank}`}>
          <Nothing explored={explored} height={HEIGHT - 40} onSearch={onSearch} />
        </div>
      ) : (
        <>
          <Overflow search={search} explored={explored} onSearch={onSearch} />
          <Chart search={search} explored={explored} unit={unit} mode={view} />
        </>
      )}
      {(!empty || view === "heat") && view !== "table" && <Foot explored={explored} />}
    </section>
  );
}
