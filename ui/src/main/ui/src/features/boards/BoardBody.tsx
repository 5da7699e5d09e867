import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useShortcuts } from "../../components/keys/Keys";
import { useShareable } from "../../components/share";
import { Empty, Loading } from "../../components/states";
import { useWidthOf } from "../../components/useSize";
import type { Dashboard } from "../../lib/board/model";
import type { PlacedPanel } from "../../lib/board/repeat";
import styles from "./boards.module.css";
import { BoardContext, type PanelAction, useBoardView } from "./context";
import type { Draft } from "./draft";
import { Grid } from "./Grid";
import { PanelCard } from "./PanelCard";
import type { BoardSearch } from "./search";
import { freeze } from "./snapshot";
import { useBoardViewOf } from "./useBoardView";
import { usePanelActions } from "./usePanelActions";
import { VariablesBar } from "./VariablesBar";

const EditGrid = lazy(() => import("./EditGrid").then((m) => ({ default: m.EditGrid })));
const PanelEditor = lazy(() => import("./PanelEditor").then((m) => ({ default: m.PanelEditor })));
const Inspect = lazy(() => import("./Inspect").then((m) => ({ default: m.Inspect })));

function Nothing({ onEdit }: { onEdit?: () => void }) {
  return (
    <div className="panel">
      <div className="pb">
        <Empty
          kind="not-yet"
          what="This dashboard has no panel yet"
          why="A panel draws one or more queries: as lines, as a number, as a table and in eleven other ways."
          actions={onEdit ? [{ label: "Add a panel", run: onEdit }] : []}
        />
      </div>
    </div>
  );
}

/** One panel on the whole page. */
function Full({ panel, onBack }: { panel: PlacedPanel | undefined; onBack: () => void }) {
  return panel ? (
    <div className={styles.full}>
      <PanelCard key={panel.key} placed={panel} />
    </div>
  ) : (
    <Empty
      kind="no-match"
      what="This panel is not on the dashboard"
      why="It was removed, or its row has another variable's value now."
      actions={[{ label: "Show the dashboard", run: onBack }]}
    />
  );
}

function useKeys(current: React.RefObject<string | undefined>, onEdit: (() => void) | undefined): void {
  const { placed, search, patch, onMenu } = useBoardView();
  const act = (action: PanelAction) => {
    const key = search.viewPanel ?? current.current;
    const panel = placed.find((p): p is PlacedPanel => p.kind === "panel" && p.key === key);
    if (panel) {
      onMenu?.(action, panel);
    }
    return panel;
  };
  const full = () => (search.viewPanel ? patch({ viewPanel: undefined }) : act("view"));
  useShortcuts([
    { keys: "v", label: "Fill the page with the panel, and back", group: "Dashboard", run: full },
    { keys: "f", label: "Fill the page with the panel, and back", group: "Dashboard", run: full },
    {
      keys: "e",
      label: "Edit the panel, or the dashboard",
      group: "Dashboard",
      run: () => act("edit") ?? onEdit?.(),
    },
    { keys: "x", label: "Explore the panel's queries", group: "Dashboard", run: () => act("explore") },
    { keys: "i", label: "Inspect the panel", group: "Dashboard", run: () => act("inspect") },
    {
      keys: "Escape",
      label: "Leave the panel or the editor",
      group: "Dashboard",
      run: () =>
        search.editPanel || search.viewPanel
          ? patch({ viewPanel: undefined, editPanel: undefined })
          : search.kiosk && patch({ kiosk: undefined, rotate: undefined }),
    },
  ]);
}

function Content({ onEdit, onCurrent }: { onEdit?: () => void; onCurrent: (key: string) => void }) {
  const view = useBoardView();
  const { placed, search, patch, draft } = view;
  const panels = placed.filter((p): p is PlacedPanel => p.kind === "panel");
  if (draft && search.editPanel) {
    return <PanelEditor id={Number(search.editPanel)} onDone={() => patch({ editPanel: undefined })} />;
  }
  if (search.viewPanel) {
    const panel =
      panels.find((p) => p.key === search.viewPanel) ??
      panels.find((p) => String(p.panel.id) === search.viewPanel);
    return <Full panel={panel} onBack={() => patch({ viewPanel: undefined })} />;
  }
  if (draft) {
    return <EditGrid onCurrent={onCurrent} />;
  }
  return placed.length === 0 ? <Nothing onEdit={onEdit} /> : <Grid onCurrent={onCurrent} />;
}

/** The frame's Share menu keeps what is on screen, and writes every panel's figures. */
function useGiveAway(): void {
  const view = useBoardView();
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  const { title } = view.board;
  useShareable(useMemo(() => ({ title, freeze: () => freeze(latest.current) }), [title]));
}

function Inside({ onEdit }: { onEdit?: () => void }) {
  const current = useRef<string | undefined>(undefined);
  useKeys(current, onEdit);
  useGiveAway();
  const onCurrent = useCallback((key: string) => {
    current.current = key;
  }, []);
  return (
    <>
      <VariablesBar />
      <Suspense fallback={<Loading what="the editor" height={200} />}>
        <Content onEdit={onEdit} onCurrent={onCurrent} />
      </Suspense>
    </>
  );
}

export interface BoardBodyProps {
  board: Dashboard;
  uid: string;
  search: BoardSearch;
  patch: (change: Partial<BoardSearch>, replace?: boolean) => void;
  draft?: Draft;
  onEdit?: () => void;
}

/** Variables, panels and their one request: the board without its title. */
export function BoardBody({ board, uid, search, patch, draft, onEdit }: BoardBodyProps) {
  const [ref, width] = useWidthOf<HTMLDivElement>();
  const [inspected, setInspected] = useState<PlacedPanel>();
  const open = search.viewPanel ?? search.editPanel;
  // a panel that fills the page may lie in a closed row
  const shown = useMemo(
    () =>
      open
        ? { ...board, panels: board.panels.map((p) => (p.kind === "row" ? { ...p, collapsed: false } : p)) }
        : board,
    [board, open],
  );
  const onMenu = usePanelActions({ patch, draft, onEdit, onInspect: setInspected });
  const view = useBoardViewOf({
    board: shown,
    uid,
    search: open ? { ...search, rows: undefined } : search,
    patch,
    width,
    draft,
    onMenu: onMenu.act,
    wide: search.viewPanel !== undefined,
  });
  onMenu.connect(view);
  return (
    <div ref={ref} style={{ display: "flex", flexDirection: "column", flex: 1, minWidth: 0 }}>
      {view ? (
        <BoardContext value={view}>
          <Inside onEdit={onEdit} />
          {inspected && (
            <Suspense fallback={null}>
              <Inspect placed={inspected} onClose={() => setInspected(undefined)} />
            </Suspense>
          )}
        </BoardContext>
      ) : (
        <Loading what="the dashboard" height={240} />
      )}
    </div>
  );
}
