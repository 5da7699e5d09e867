import { ListTree, Play, Plus } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { formatQuery } from "../../api/prometheus";
import { Button } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { messageOf } from "../../components/states";
import { useToast } from "../../components/toast";
import { compactDuration, parseDuration } from "../../lib/time/duration";
import styles from "./explore.module.css";
import { HistoryMenu } from "./HistoryMenu";
import { QueryRow } from "./QueryRow";
import { type ExploreSearch, letter, removeQuery, toggleHidden } from "./search";
import { STEPS } from "./step";
import type { Explored } from "./useExplore";
import { useHistory } from "./useHistory";

const Explain = lazy(() => import("./Explain"));

const MAX_QUERIES = 20;

export interface QueryRowsProps {
  search: ExploreSearch;
  explored: Explored;
  onSearch: (change: Partial<ExploreSearch>) => void;
  onRefresh: () => void;
}

/** Drafts follow the URL when it changes, and are their own between two runs. */
function useDrafts(queries: string[]): [string[], (drafts: string[]) => void] {
  const [drafts, setDrafts] = useState(queries);
  const url = JSON.stringify(queries);
  const seen = useRef(url);
  useEffect(() => {
    if (seen.current !== url) {
      seen.current = url;
      setDrafts(JSON.parse(url) as string[]);
    }
  }, [url]);
  return [drafts, setDrafts];
}

/** The distance between two points; one that would give too many points is raised, and that is said. */
function StepChoice({ search, explored, onSearch }: Omit<QueryRowsProps, "onRefresh">) {
  const shown = compactDuration(explored.grid.stepSeconds * 1000);
  const wanted = search.step;
  const known = wanted !== undefined && STEPS.some((s) => parseDuration(s) === parseDuration(wanted));
  return (
    <label className="t12 muted row g4">
      step
      <select
        className={styles.unit}
        value={wanted ?? ""}
        onChange={(event) => onSearch({ step: event.target.value || undefined })}
      >
        <option value="">{wanted === undefined ? `${shown}, auto` : "auto"}</option>
        {wanted !== undefined && !known && <option value={wanted}>{wanted}</option>}
        {STEPS.map((step) => (
          <option key={step} value={step}>
            {step}
          </option>
        ))}
      </select>
      {explored.refusedStepSeconds !== undefined && <span className="c-warning">raised to {shown}</span>}
    </label>
  );
}

/** Queries A, B, … with their answers' size, and the one button of this view. */
export function QueryRows({ search, explored, onSearch, onRefresh }: QueryRowsProps) {
  const queries = search.q ?? [""];
  const [drafts, setDrafts] = useDrafts(queries);
  const toast = useToast();
  const [history, forget] = useHistory(search.q);
  const section = useRef<HTMLElement>(null);
  useShortcuts([
    {
      keys: "q",
      label: "Edit the query",
      group: "Explore",
      run: () => section.current?.querySelector<HTMLElement>(".cm-content, textarea")?.focus(),
    },
  ]);
  const run = () => {
    const q = drafts.map((d) => d.trim());
    if (JSON.stringify(q) === JSON.stringify(queries.map((x) => x.trim()))) {
      onRefresh();
    } else {
      onSearch({ q });
    }
  };
  const format = async (i: number) => {
    try {
      const text = await formatQuery(drafts[i] ?? "");
      setDrafts(drafts.map((d, at) => (at === i ? text : d)));
    } catch (error) {
      toast({ state: "warning", text: `Not formatted: ${messageOf(error)}` });
    }
  };
  const explained = search.explain === undefined ? -1 : search.explain.charCodeAt(0) - 65;
  const firstOf = (name: string) => explored.frame.lines.find((l) => l.id.startsWith(name))?.color;
  const row = (i: number) =>
    explored.queries[i] ?? { letter: letter(i), query: queries[i] ?? "", hidden: false, warnings: [] };
  return (
    <section ref={section} className={`panel ${styles.queries}`} aria-label="Queries">
      {drafts.map((draft, i) => (
        <QueryRow
          key={letter(i)}
          state={row(i)}
          draft={draft}
          color={firstOf(letter(i)) ?? "--control"}
          autoFocus={draft === "" && i > 0}
          onDraft={(text) => setDrafts(drafts.map((d, at) => (at === i ? text : d)))}
          onRun={run}
          onToggle={() => onSearch({ hide: toggleHidden(search, i) })}
          onExplain={() => onSearch({ explain: search.explain === letter(i) ? undefined : letter(i) })}
          onFormat={() => void format(i)}
          onRemove={
            drafts.length === 1
              ? undefined
              : () => {
                  setDrafts(drafts.filter((_, at) => at !== i));
                  onSearch(removeQuery({ ...search, q: queries }, i));
                }
          }
        />
      ))}
      <div className={styles.queryFoot}>
        <Button
          kind="ghost"
          icon={Plus}
          disabled={drafts.length >= MAX_QUERIES}
          onClick={() => setDrafts([...drafts, ""])}
        >
          Query
        </Button>
        <HistoryMenu
          history={history}
          onUse={(query) => onSearch({ q: [...drafts.slice(0, -1), query] })}
          onClear={forget}
        />
        <span className={`vr ${styles.wide}`} />
        <StepChoice search={search} explored={explored} onSearch={onSearch} />
        <Button
          kind="ghost"
          icon={ListTree}
          className={`end ${styles.wide}`}
          aria-pressed={explained >= 0}
          onClick={() => onSearch({ explain: explained >= 0 ? undefined : letter(0) })}
        >
          Explain query
        </Button>
        <Button kind="primary" icon={Play} onClick={run} title="Run (Shift Enter in a query)">
          Run <span className={`${styles.runKey} ${styles.wide}`}>⇧↵</span>
        </Button>
      </div>
      {(queries[explained] ?? "").trim() !== "" && (
        <Suspense fallback={null}>
          <Explain
            query={queries[explained] ?? ""}
            letter={letter(explained)}
            onClose={() => onSearch({ explain: undefined })}
          />
        </Suspense>
      )}
    </section>
  );
}
