import { useMemo, useState } from "react";
import type { View as ChartView } from "../../charts/options";
import { TimeChart } from "../../charts/TimeChart";
import { useNarrowed } from "../../components/filters";
import { useTime } from "../../components/time/TimeContext";
import { clock } from "../../lib/time/zone";
import type { Unit } from "../../lib/units";
import { ExemplarTable, useExemplars } from "./Exemplars";
import styles from "./explore.module.css";
import { HEIGHT } from "./height";
import { LegendTable } from "./LegendTable";
import { type ExploreSearch, isHidden } from "./search";
import type { Explored } from "./useExplore";

export interface ChartProps {
  search: ExploreSearch;
  explored: Explored;
  unit: Unit;
  mode: "lines" | "stack";
}

/** The lines with their numbers below; a row isolates its line, and shows the value under the pointer. */
export function Chart({ search, explored, unit, mode }: ChartProps) {
  const { at, zone, zoomTo, undoZoom } = useTime();
  const [hover, setHover] = useState<number | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const [picked, setIsolated] = useState<string | null>(null);
  const { frame, total, staleSince, grid } = explored;
  const asked = JSON.stringify((search.q ?? []).map((q, i) => (isHidden(search, i) ? "" : q.trim())));
  const queries = useMemo(() => JSON.parse(asked) as string[], [asked]);
  const wantsExemplars = search.ex === true && mode === "lines";
  const exemplars = useExemplars(useNarrowed(queries), grid.start, grid.end, wantsExemplars);
  const isolated = frame.lines.some((l) => l.id === picked) ? picked : null;
  const log = search.log === true && mode === "lines";
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
      log,
      exemplars,
      staleFrom: staleSince === undefined ? undefined : staleSince / 1000,
    }),
    [frame, at, unit, zone, mode, isolated, log, exemplars, staleSince],
  );
  const hoverTime =
    hover === null ? "" : clock((frame.times[hover] ?? 0) * 1000, zone, grid.stepSeconds < 60);
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
      {wantsExemplars && <ExemplarTable all={exemplars} unit={unit} />}
    </>
  );
}
