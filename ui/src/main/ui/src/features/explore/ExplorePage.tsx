import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BellPlus, List } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { Button } from "../../components/controls";
import { useMay } from "../../components/session";
import { useShareable } from "../../components/share";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { usePages } from "../../components/usePages";
import { useWidthOf } from "../../components/useSize";
import { metricsIn } from "../../lib/promql";
import { AddToBoard } from "./AddToBoard";
import { ChartSection, unitOf } from "./ChartSection";
import styles from "./explore.module.css";
import { frameCsv } from "./files";
import { MetricBrowser } from "./MetricBrowser";
import { QueryRows } from "./QueryRows";
import { type ExploreSearch, isHidden } from "./search";
import { frozen, panelOf } from "./toPanel";
import { useExplore } from "./useExplore";

/** A query as a title: its first metric, or its beginning. */
function titleOf(query: string): string {
  return metricsIn(query)[0] ?? query.slice(0, 40);
}

/** The rule editor with this query in it; only where there is one. */
function AlertFromThis({ query }: { query: string }) {
  const may = useMay("editor");
  const pages = usePages();
  if (!may || !pages.some((page) => page.path === "/alerting")) {
    return null;
  }
  return (
    <Link
      to={"/alerting/rules/new" as string}
      search={(before: Record<string, unknown>) => ({ ...keepTime(before), expr: query })}
      className="btn"
    >
      <BellPlus className="i" aria-hidden />
      Alert from this
    </Link>
  );
}

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
  const first = (search.q ?? []).find((q, i) => q.trim() !== "" && !isHidden(search, i)) ?? "";
  const unit = unitOf(search);
  const panel = useCallback(() => panelOf(search, unit, titleOf(first)), [search, unit, first]);
  useShareable(
    useMemo(
      () => ({
        title: first === "" ? "Explore" : titleOf(first),
        ...(first !== "" && {
          csv: () => frameCsv(explored.frame),
          freeze: () =>
            frozen(panel(), explored.frame, {
              from: explored.grid.start * 1000,
              to: explored.grid.end * 1000,
            }),
        }),
      }),
      [first, explored, panel],
    ),
  );
  return (
    <div className={styles.work} data-browsing={browsing || undefined}>
      <MetricBrowser selected={search.metric} onSelect={(metric) => onSearch({ metric })} onUse={use} />
      <div className={`page ${styles.page}`} ref={ref}>
        <div className={`ptitle ${styles.ptitle}`}>
          <h1>Explore</h1>
          <span className={`end row g6 ${styles.wide}`}>
            {first !== "" && <AlertFromThis query={first} />}
            {first !== "" && <AddToBoard panel={panel} />}
          </span>
          <Button
            className={styles.browse}
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
