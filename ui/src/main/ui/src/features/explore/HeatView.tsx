import { useMemo } from "react";
import { HeatMap, HeatScale } from "../../charts/HeatMap";
import { heatOf } from "../../charts/heat";
import { Empty, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { unitOfQuery } from "../../lib/promql";
import { group } from "../../lib/units";
import { bucketQuery } from "./bucketQuery";
import styles from "./explore.module.css";
import { HEIGHT } from "./height";
import type { ExploreSearch } from "./search";
import type { Explored } from "./useExplore";

export interface HeatViewProps {
  search: ExploreSearch;
  explored: Explored;
  onSearch: (change: Partial<ExploreSearch>) => void;
}

/** How a histogram lay over time, from buckets told apart by `le` or from native histograms. */
export function HeatView({ search, explored, onSearch }: HeatViewProps) {
  const { zone, zoomTo, undoZoom } = useTime();
  const { series, grid, isFirst } = explored;
  const heat = useMemo(() => heatOf(series, grid), [series, grid]);
  const queries = search.q ?? [];
  const unit = search.unit ?? unitOfQuery(queries[0] ?? "");
  if (heat.rows.length === 0) {
    const other = queries.map((query) => bucketQuery(query));
    const found = other.some((query, i) => query !== undefined && query !== queries[i]);
    return (
      <div className={`pb ${styles.blank}`}>
        {isFirst ? (
          <Loading what="the heat map" height={HEIGHT - 40} />
        ) : (
          <Empty
            kind="no-match"
            what="A heat map needs buckets, and the answer has none"
            why="Keep the label le, as in sum by (le) (rate(x_bucket[5m])), or ask for a native histogram."
            actions={[
              ...(found
                ? [
                    {
                      label: "Ask for the buckets",
                      run: () => onSearch({ q: queries.map((query, i) => other[i] ?? query) }),
                    },
                  ]
                : []),
              { label: "Show lines", run: () => onSearch({ view: undefined }) },
            ]}
          />
        )}
      </div>
    );
  }
  // a rate of seconds is a share, but the bounds of its buckets are seconds still
  const bounds = unit === "ratio" ? "seconds" : unit === "bytesPerSecond" ? "bytes" : unit;
  return (
    <>
      <div className={`pb ${styles.plot}`}>
        <HeatMap
          heat={heat}
          grid={grid}
          zone={zone}
          unit={bounds === "perSecond" ? "none" : bounds}
          height={HEIGHT}
          label="Heat map of the queries"
          onZoom={zoomTo}
          onUndoZoom={undoZoom}
        />
      </div>
      <div className={styles.heatFoot}>
        <span className="muted t12">{group(heat.rows.length)} buckets</span>
        <HeatScale max={heat.max} />
      </div>
    </>
  );
}
