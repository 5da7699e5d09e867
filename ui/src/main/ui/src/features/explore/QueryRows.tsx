import { Play, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/controls";
import { compactDuration } from "../../lib/time/duration";
import styles from "./explore.module.css";
import { QueryRow } from "./QueryRow";
import { type ExploreSearch, letter, removeQuery, toggleHidden } from "./search";
import type { Explored } from "./useExplore";

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

/** Queries A, B, … with their answers' size, and the one button of this view. */
export function QueryRows({ search, explored, onSearch, onRefresh }: QueryRowsProps) {
  const queries = search.q ?? [""];
  const [drafts, setDrafts] = useDrafts(queries);
  const run = () => {
    const q = drafts.map((d) => d.trim());
    if (JSON.stringify(q) === JSON.stringify(queries.map((x) => x.trim()))) {
      onRefresh();
    } else {
      onSearch({ q });
    }
  };
  const firstOf = (name: string) => explored.frame.lines.find((l) => l.id.startsWith(name))?.color;
  const row = (i: number) =>
    explored.queries[i] ?? { letter: letter(i), query: queries[i] ?? "", hidden: false, warnings: [] };
  return (
    <section className={`panel ${styles.queries}`} aria-label="Queries">
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
        <span className="vr" />
        <span className="t12">
          <span className="muted">step</span> {compactDuration(explored.grid.stepSeconds * 1000)}
          {search.step === undefined && ", auto"}
        </span>
        <Button kind="primary" icon={Play} className="end" onClick={run}>
          Run <span className={styles.runKey}>⇧↵</span>
        </Button>
      </div>
    </section>
  );
}
