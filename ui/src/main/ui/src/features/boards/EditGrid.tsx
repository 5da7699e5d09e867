import { Menu } from "@mantine/core";
import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button, IconButton } from "../../components/controls";
import { Empty } from "../../components/states";
import { useToast } from "../../components/toast";
import { COLUMNS, GAP_PIXELS, ROW_PIXELS } from "../../lib/board/layout";
import type { Grid as Place } from "../../lib/board/model";
import { expandBoard, type Placed, type PlacedPanel, type PlacedRow } from "../../lib/board/repeat";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import type { Draft } from "./draft";
import { added, type Direction, moved, movedRow, movedToRow, nudged, removedRow, withRow } from "./edits";
import { placeStyle, RowHead } from "./Grid";
import { PanelCard } from "./PanelCard";

interface Drag {
  placed: PlacedPanel;
  resize: boolean;
  startX: number;
  startY: number;
  /** Units moved. */
  dx: number;
  dy: number;
}

/** The row into whose panels a height falls, and where its panels begin. */
function rowAt(placed: readonly Placed[], y: number): { id?: number; top: number } {
  const rows = placed.filter((p): p is PlacedRow => p.kind === "row" && !p.copy && p.grid.y < y);
  const last = rows.at(-1);
  return last ? { id: last.row.id, top: last.grid.y + 1 } : { top: 0 };
}

/** The board as it would be if the pointer let go now. */
function dropped(draft: Draft, placed: readonly Placed[], { placed: panel, resize, dx, dy }: Drag) {
  const { id } = panel.panel;
  const { x, y, w, h } = panel.grid;
  if (resize) {
    return moved(draft.board, id, { w: w + dx, h: h + dy });
  }
  const target = rowAt(placed, y + dy);
  const at: Partial<Place> = { x: x + dx, y: Math.max(0, y + dy - target.top) };
  return movedToRow(draft.board, id, target.id, at);
}

function useDrag(draft: Draft, placed: readonly Placed[], grid: React.RefObject<HTMLDivElement | null>) {
  const [drag, setDrag] = useState<Drag>();
  const start = (event: React.PointerEvent, panel: PlacedPanel, resize: boolean) => {
    const button = (event.target as HTMLElement).closest("button, a, input");
    if (event.button !== 0 || (button && !resize) || panel.copy) {
      return;
    }
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ placed: panel, resize, startX: event.clientX, startY: event.clientY, dx: 0, dy: 0 });
  };
  const move = (event: React.PointerEvent) => {
    if (drag && grid.current) {
      const column = (grid.current.clientWidth + GAP_PIXELS) / COLUMNS;
      const dx = Math.round((event.clientX - drag.startX) / column);
      const dy = Math.round((event.clientY - drag.startY) / (ROW_PIXELS + GAP_PIXELS));
      if (dx !== drag.dx || dy !== drag.dy) {
        setDrag({ ...drag, dx, dy });
      }
    }
  };
  const end = () => {
    if (drag && (drag.dx !== 0 || drag.dy !== 0)) {
      draft.change(() => dropped(draft, placed, drag));
    }
    setDrag(undefined);
  };
  return { drag, start, move, end, cancel: () => setDrag(undefined) };
}

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

function RowTools({ placed, draft }: { placed: PlacedRow; draft: Draft }) {
  const toast = useToast();
  const { row } = placed;
  const rename = () => {
    const title = window.prompt("Title of the row", row.title);
    if (title !== null) {
      draft.change((board) => withRow(board, row.id, (r) => ({ ...r, title })));
    }
  };
  const remove = (withPanels: boolean) => {
    draft.change((board) => removedRow(board, row.id, withPanels));
    toast({ text: `Row ${row.title} removed`, undo: draft.undo });
  };
  const repeat = (variable: string) =>
    draft.change((board) =>
      withRow(board, row.id, (r) => ({ ...r, repeat: variable ? { variable } : undefined })),
    );
  const variables = (draft.board.variables ?? []).filter((v) => v.kind === "query" || v.kind === "custom");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton icon={EllipsisVertical} label={`Menu of the row ${row.title}`} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil className="i s" aria-hidden />} onClick={rename}>
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowUp className="i s" aria-hidden />}
          onClick={() => draft.change((board) => movedRow(board, row.id, -1))}
        >
          Up
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowDown className="i s" aria-hidden />}
          onClick={() => draft.change((board) => movedRow(board, row.id, 1))}
        >
          Down
        </Menu.Item>
        {row.repeat ? (
          <Menu.Item onClick={() => repeat("")}>Do not repeat for {row.repeat.variable}</Menu.Item>
        ) : (
          variables.map((v) => (
            <Menu.Item key={v.name} onClick={() => repeat(v.name)}>
              Repeat for each {v.name}
            </Menu.Item>
          ))
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<Trash2 className="i s" aria-hidden />} onClick={() => remove(false)}>
          Remove, keep the panels
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 className="i s" aria-hidden />} onClick={() => remove(true)}>
          Remove with its panels
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The board while panels are moved and sized: by the pointer at the title and the corner, by arrow keys with focus. */
export function EditGrid({ onCurrent }: { onCurrent: (key: string) => void }) {
  const view = useBoardView();
  const { draft, placed: settled, onMenu, patch } = view;
  const grid = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  if (!draft) {
    throw new Error("EditGrid: without a draft");
  }
  const { drag, start, move, end, cancel } = useDrag(draft, settled, grid);
  const preview = drag && (drag.dx !== 0 || drag.dy !== 0) ? dropped(draft, settled, drag) : undefined;
  const placed = preview ? expandBoard(preview, view.resolved.values, new Set(view.search.rows)) : settled;
  const onKey = (event: React.KeyboardEvent, panel: PlacedPanel) => {
    const direction = ARROWS[event.key];
    if (event.target !== event.currentTarget) {
      return;
    }
    if (direction) {
      event.preventDefault();
      const next = nudged(draft.board, panel.panel.id, direction, event.shiftKey);
      draft.change(() => next, `nudge ${panel.key}`);
      setSaid(`${panel.panel.title ?? "Panel"} ${event.shiftKey ? "sized" : "moved"} ${direction}`);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onMenu?.("remove", panel);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onMenu?.("edit", panel);
    }
  };
  const add = () => {
    const made = added(draft.board, "timeseries");
    draft.change(() => made.board);
    patch({ editPanel: String(made.id) });
  };
  if (placed.length === 0) {
    return (
      <div className="panel">
        <div className="pb">
          <Empty
            kind="not-yet"
            what="An empty dashboard"
            why="The first panel opens with a query line and draws while you type. Rows group panels and fold."
            actions={[{ label: "Add a panel", run: add }]}
          />
        </div>
      </div>
    );
  }
  return (
    <div
      ref={grid}
      className={`${styles.grid} ${styles.editing}`}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={cancel}
    >
      <output className="sr" aria-live="polite">
        {said}
      </output>
      {placed.map((item) =>
        item.kind === "row" ? (
          <RowHead key={`row ${item.key}`} placed={item}>
            {!item.copy && <RowTools placed={item} draft={draft} />}
          </RowHead>
        ) : (
          <PanelCard
            key={item.key}
            placed={item}
            style={placeStyle(item.grid)}
            onCurrent={onCurrent}
            selected={drag?.placed.key === item.key}
            onKeyDown={(event) => onKey(event, item)}
            onPointerDown={(event) => {
              if ((event.target as HTMLElement).closest("[data-drag]")) {
                start(event, item, false);
              }
            }}
          >
            {!item.copy && (
              <button
                type="button"
                className={styles.grip}
                aria-label={`Size of ${item.panel.title || "the panel"}: drag, or Shift and arrow keys on the panel`}
                tabIndex={-1}
                onPointerDown={(event) => start(event, item, true)}
              />
            )}
          </PanelCard>
        ),
      )}
      <div style={{ gridColumn: "1 / -1" }}>
        <Button onClick={add}>Add a panel</Button>
      </div>
    </div>
  );
}
