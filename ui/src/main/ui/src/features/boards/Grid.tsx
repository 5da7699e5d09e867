import { ChevronDown, ChevronRight } from "lucide-react";
import { interpolate } from "../../lib/board/interpolate";
import type { PlacedRow } from "../../lib/board/repeat";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import { PanelCard } from "./PanelCard";
import { toggled } from "./search";

export function placeStyle({
  x,
  y,
  w,
  h,
}: {
  x: number;
  y: number;
  w: number;
  h: number;
}): React.CSSProperties {
  return { "--x": x, "--y": y, "--w": w, "--h": h } as React.CSSProperties;
}

export function RowHead({ placed, children }: { placed: PlacedRow; children?: React.ReactNode }) {
  const { search, patch, interpolation } = useBoardView();
  const Icon = placed.collapsed ? ChevronRight : ChevronDown;
  const title = interpolate(placed.row.title, { ...interpolation, values: placed.values }, "text");
  return (
    <div className={styles.rowhead} style={placeStyle(placed.grid)} data-row={placed.key}>
      <button
        type="button"
        aria-expanded={!placed.collapsed}
        onClick={() => patch({ rows: toggled(search.rows, placed.key) }, true)}
      >
        <Icon className="i s" aria-hidden />
        <span className="ell">{title || "Row"}</span>
        {placed.collapsed && (
          <span className="muted t12">
            {placed.panels} {placed.panels === 1 ? "panel" : "panels"}
          </span>
        )}
      </button>
      {children && <span className={styles.rowtools}>{children}</span>}
    </div>
  );
}

/** All rows and panels in their places; on a phone one below the other. */
export function Grid({ onCurrent }: { onCurrent: (key: string) => void }) {
  const { placed } = useBoardView();
  return (
    <div className={styles.grid}>
      {placed.map((item) =>
        item.kind === "row" ? (
          <RowHead key={`row ${item.key}`} placed={item} />
        ) : (
          <PanelCard key={item.key} placed={item} style={placeStyle(item.grid)} onCurrent={onCurrent} />
        ),
      )}
    </div>
  );
}
