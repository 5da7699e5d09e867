import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronsDownUp, ChevronsUpDown, Plus, Search } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTargets } from "../../api/hooks";
import type { Targets } from "../../api/prometheus";
import { Button, Field, Kbd, Segmented } from "../../components/controls";
import { useFilters } from "../../components/filters";
import { useShortcuts } from "../../components/keys/Keys";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { passes } from "../../lib/filters";
import { parseDuration } from "../../lib/time/duration";
import { type Counts, countTargets, droppedOf, poolsOf, toggled } from "./model";
import { DroppedPanel, PoolPanel } from "./Pools";
import { FILTERS, type TargetFilter, type TargetsSearch } from "./search";
import { TargetSetup } from "./TargetSetup";
import styles from "./targets.module.css";

const WORDS: Record<TargetFilter, string> = {
  all: "All",
  down: "Down",
  unknown: "Not yet",
  up: "Up",
  dropped: "Dropped",
};

interface BarProps {
  search: TargetsSearch;
  counts: Counts;
  pools: string[];
  closed: ReadonlySet<string>;
  onSearch: (change: Partial<TargetsSearch>) => void;
  onClosed: (closed: ReadonlySet<string>) => void;
}

function Bar({ search, counts, pools, closed, onSearch, onClosed }: BarProps) {
  const field = useRef<HTMLInputElement>(null);
  const anyOpen = pools.some((pool) => !closed.has(pool));
  const toggleAll = () => onClosed(new Set(anyOpen ? pools : []));
  useShortcuts([
    { keys: "/", label: "Search targets", group: "Targets", run: () => field.current?.focus() },
    { keys: "e", label: "Expand or collapse all", group: "Targets", run: toggleAll },
  ]);
  return (
    <div className={styles.bar}>
      <Field
        ref={field}
        className={styles.search}
        label="Search targets"
        placeholder="Address, label or error"
        icon={Search}
        value={search.q ?? ""}
        onChange={(q) => onSearch({ q: q || undefined })}
        hint={<Kbd>/</Kbd>}
      />
      <Segmented
        label="State"
        choices={FILTERS.map((filter) => ({ value: filter, label: WORDS[filter], count: counts[filter] }))}
        value={search.state ?? "all"}
        onChange={(state) => onSearch({ state: state === "all" ? undefined : state })}
      />
      {pools.length > 1 && (
        <select
          className="btn"
          aria-label="Pool"
          value={search.pool ?? ""}
          onChange={(event) => onSearch({ pool: event.target.value || undefined })}
        >
          <option value="">All pools</option>
          {pools.map((pool) => (
            <option key={pool}>{pool}</option>
          ))}
        </select>
      )}
      {pools.length > 1 && (
        <Button
          className="end"
          kind="ghost"
          icon={anyOpen ? ChevronsDownUp : ChevronsUpDown}
          title={anyOpen ? "Collapse all (e)" : "Expand all (e)"}
          onClick={toggleAll}
        >
          {anyOpen ? "Collapse all" : "Expand all"}
        </Button>
      )}
    </div>
  );
}

interface ListsProps {
  data: Targets;
  search: TargetsSearch;
  closed: ReadonlySet<string>;
  onClosed: (closed: ReadonlySet<string>) => void;
  onReset: () => void;
}

function Lists({ data, search, closed, onClosed, onReset }: ListsProps) {
  const counts = countTargets(data);
  const pools = search.state === "dropped" ? [] : poolsOf(data.activeTargets, search);
  const dropped =
    search.state === undefined || search.state === "dropped" ? droppedOf(data.droppedTargets, search) : [];
  const filtered = search.q !== undefined || search.state !== undefined || search.pool !== undefined;
  if (pools.length > 0 || dropped.length > 0) {
    return (
      <>
        {pools.map((pool) => (
          <PoolPanel
            key={pool.name}
            pool={pool}
            open={!closed.has(pool.name)}
            onToggle={() => onClosed(toggled(closed, pool.name))}
          />
        ))}
        {dropped.length > 0 && <DroppedPanel dropped={dropped} total={counts.dropped} />}
      </>
    );
  }
  return (
    <Panel title="Targets">
      {filtered ? (
        <Empty
          kind="no-match"
          what="No target matches the filter"
          why={`${counts.all} targets are scraped and ${counts.dropped} are dropped.`}
          actions={[{ label: "Show all", run: onReset }]}
        />
      ) : (
        <Empty
          kind="not-yet"
          what="Nothing is scraped yet"
          why="Add scrape_configs to the configuration file; a change of the file is read by itself."
        />
      )}
    </Panel>
  );
}

/** Who is scraped, who is not, and why. */
export function TargetsPage() {
  const search = useSearch({ from: "/scrape-targets" });
  const navigate = useNavigate({ from: "/scrape-targets" });
  const { refresh } = useTime();
  const every = refresh === "off" ? false : (parseDuration(refresh) ?? false);
  const { data: found, error, refetch } = useTargets(every);
  const { filters } = useFilters();
  const data = useMemo(
    () => found && { ...found, activeTargets: found.activeTargets.filter((t) => passes(t.labels, filters)) },
    [found, filters],
  );
  const onSearch = useCallback(
    (change: Partial<TargetsSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const counts = data ? countTargets(data) : undefined;
  const setup =
    search.add === true || (found !== undefined && found.activeTargets.length === 0 && counts?.dropped === 0);
  const pools = [...new Set(data?.activeTargets.map((t) => t.scrapePool))].sort();
  if (setup) {
    return <TargetSetup />;
  }
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Targets</h1>
        {counts && (
          <span className="muted">
            {counts.up} of {counts.all} up
          </span>
        )}
        <Button
          className="end"
          icon={Plus}
          onClick={() => void navigate({ search: (before) => ({ ...before, add: true as const }) })}
        >
          Add targets
        </Button>
      </div>
      {counts && (
        <Bar
          search={search}
          counts={counts}
          pools={pools}
          closed={closed}
          onSearch={onSearch}
          onClosed={setClosed}
        />
      )}
      <div className={styles.pools}>
        {error && (
          <Panel title="Targets">
            <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />
          </Panel>
        )}
        {data && (
          <Lists
            data={data}
            search={search}
            closed={closed}
            onClosed={setClosed}
            onReset={() => onSearch({ q: undefined, state: undefined, pool: undefined })}
          />
        )}
        {!data && !error && (
          <Panel title="Targets">
            <Loading what="targets" height={160} />
          </Panel>
        )}
      </div>
    </div>
  );
}
