import { useNavigate, useSearch } from "@tanstack/react-router";
import { List } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "../../components/controls";
import { useTime } from "../../components/time/TimeContext";
import { useWidthOf } from "../../components/useSize";
import { ChartSection } from "./ChartSection";
import styles from "./explore.module.css";
import { MetricBrowser } from "./MetricBrowser";
import { QueryRows } from "./QueryRows";
import type { ExploreSearch } from "./search";
import { useExplore } from "./useExplore";

/** Ask the metrics anything. All that is on screen is in the address. */
export function ExplorePage() {
  const search = useSearch({ from: "/explore" });
  const navigate = useNavigate({ from: "/explore" });
  const { refreshNow } = useTime();
  const [ref, width] = useWidthOf<HTMLDivElement>();
  const [browsing, setBrowsing] = useState(false);
  const explored = useExplore(search, width);
  const onSearch = useCallback(
    (change: Partial<ExploreSearch>) => void navigate({ search: (before) => ({ ...before, ...change }) }),
    [navigate],
  );
  const use = (query: string) => {
    const queries = (search.q ?? []).filter((q) => q.trim() !== "");
    const known = queries.includes(query);
    const last = queries.length <= 1 ? [query] : [...queries.slice(0, -1), query];
    onSearch({ q: known ? queries : last });
    setBrowsing(false);
  };
  return (
    <div className={styles.work} data-browsing={browsing || undefined}>
      <MetricBrowser selected={search.metric} onSelect={(metric) => onSearch({ metric })} onUse={use} />
      <div className={`page ${styles.page}`} ref={ref}>
        <div className={`ptitle ${styles.ptitle}`}>
          <h1>Explore</h1>
          <Button
            className={`end ${styles.browse}`}
            icon={List}
            aria-expanded={browsing}
            onClick={() => setBrowsing(!browsing)}
          >
            {browsing ? "Back to the query" : "Browse metrics"}
          </Button>
        </div>
        <QueryRows search={search} explored={explored} onSearch={onSearch} onRefresh={refreshNow} />
        <ChartSection search={search} explored={explored} onSearch={onSearch} />
      </div>
    </div>
  );
}
