import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { DroppedTarget } from "../../api/prometheus";
import { Button } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import type { Pool } from "./model";
import { PoolConfig } from "./PoolConfig";
import { Relabelling } from "./Relabelling";
import { LabelChips, TargetRow } from "./TargetRow";
import styles from "./targets.module.css";

const MAX_ROWS = 500;

export interface PoolPanelProps {
  pool: Pool;
  open: boolean;
  onToggle: () => void;
}

/** One pool: its state in one line, and its targets while it is open. */
export function PoolPanel({ pool, open, onToggle }: PoolPanelProps) {
  const total = pool.targets.length;
  const well = pool.up === total;
  return (
    <section className="panel" aria-label={`Pool ${pool.name}`}>
      <header className={`ph ${styles.poolHead}`}>
        <h2 className={styles.poolName}>
          <button type="button" className={styles.pool} aria-expanded={open} onClick={onToggle}>
            <ChevronRight className="i s" aria-hidden />
            <Glyph
              state={well ? "ok" : pool.targets.some((t) => t.health === "down") ? "critical" : "none"}
              label={false}
            />
            {pool.name}
            <span className="sub">
              {pool.up} of {total} up
            </span>
          </button>
        </h2>
        <span className="end">
          <PoolConfig pool={pool.name} />
        </span>
      </header>
      {open && (
        <ul className={styles.list}>
          {pool.targets.slice(0, MAX_ROWS).map((target) => (
            <TargetRow key={`${target.scrapeUrl}${JSON.stringify(target.labels)}`} target={target} />
          ))}
        </ul>
      )}
      {open && total > MAX_ROWS && (
        <p className={`muted t12 ${styles.dropped}`}>
          {MAX_ROWS} of {total} shown; search to narrow the list.
        </p>
      )}
    </section>
  );
}

/** What was found, and on asking which rule dropped it. */
function DroppedRow({ target }: { target: DroppedTarget }) {
  const [open, setOpen] = useState(false);
  const pool = target.scrapePool ?? target.discoveredLabels.job ?? "";
  return (
    <>
      <div className="row">
        <span className="grow">
          <LabelChips labels={Object.entries(target.discoveredLabels)} />
        </span>
        <Button kind="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "Why?"}
        </Button>
      </div>
      {open && <Relabelling pool={pool} discovered={target.discoveredLabels} />}
    </>
  );
}

export function DroppedPanel({ dropped, total }: { dropped: DroppedTarget[]; total: number }) {
  return (
    <section className="panel" aria-label="Dropped targets">
      <header className="ph">
        <Glyph state="none" label={false} />
        <h2>Dropped</h2>
        <span className="sub ell">
          {total} found and not scraped, because a relabel rule drops them
          {dropped.length < total && `; ${dropped.length} shown`}
        </span>
      </header>
      <ul className={styles.list}>
        {dropped.slice(0, MAX_ROWS).map((target) => (
          <li key={JSON.stringify(target)} className={styles.dropped}>
            <DroppedRow target={target} />
          </li>
        ))}
      </ul>
    </section>
  );
}
