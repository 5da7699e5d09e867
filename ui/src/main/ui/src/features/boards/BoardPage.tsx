import { useBlocker, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { type StoredBoard, undeleteBoard } from "../../api/boards";
import { ApiError } from "../../api/http";
import { useLive } from "../../api/live";
import { Button } from "../../components/controls";
import { useCrumb } from "../../components/crumb";
import { useShortcuts } from "../../components/keys/Keys";
import { Empty, Failed, Loading, messageOf } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { useToast } from "../../components/toast";
import type { Dashboard } from "../../lib/board/model";
import { BoardBody } from "./BoardBody";
import { BoardHeader } from "./BoardHeader";
import styles from "./boards.module.css";
import { useDraft } from "./draft";
import { Kiosk } from "./Kiosk";
import { type BoardSearch, boardSearch } from "./search";
import { type Dialog, type Patch, useBoardActions } from "./useBoardActions";
import { useStoredBoard } from "./useBoards";

const EditBar = lazy(() => import("./EditBar").then((m) => ({ default: m.EditBar })));
const SaveDialog = lazy(() => import("./SaveDialog").then((m) => ({ default: m.SaveDialog })));
const Settings = lazy(() => import("./Settings").then((m) => ({ default: m.Settings })));
const Versions = lazy(() => import("./Versions").then((m) => ({ default: m.Versions })));
const ExportDialog = lazy(() => import("./ExportDialog").then((m) => ({ default: m.ExportDialog })));

const NEW: StoredBoard = {
  dashboard: {
    dashboard: 1,
    uid: "",
    title: "New dashboard",
    time: { from: "now-1h", to: "now" },
    refresh: "30s",
    panels: [],
  },
  meta: { version: 0, source: "saved", editable: true, folder: "", starred: false },
};

/** The board's own range and refresh hold until the reader chooses others. */
function useBoardTime(board: Dashboard): boolean {
  const { setDefaults } = useTime();
  const { from, to } = board.time ?? {};
  const { refresh = "off", zone } = board;
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => {
    const tz =
      zone === undefined || zone === "browser" ? undefined : zone.toLowerCase() === "utc" ? "UTC" : zone;
    setDefaults({ from, to, refresh, tz });
    setReady(true);
    return () => setDefaults(undefined);
  }, [from, to, refresh, zone, setDefaults]);
  return ready;
}

/** Leaving with changes that are not saved is asked about. */
function useDirtyGuard(dirty: boolean): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty &&
      current.pathname !== next.pathname &&
      !window.confirm("Leave without saving the changes to this dashboard?"),
    enableBeforeUnload: dirty,
    disabled: !dirty,
  });
}

function OpenBoard({ stored, search, patch }: { stored: StoredBoard; search: BoardSearch; patch: Patch }) {
  const draft = useDraft(stored.dashboard);
  const navigate = useNavigate();
  const toast = useToast();
  const [dialog, setDialog] = useState<Dialog>();
  const [saved, setSaved] = useState<string>();
  const editing = search.edit === "1";
  const board = editing || draft.dirty ? draft.board : stored.dashboard;
  const ready = useBoardTime(board);
  const act = useBoardActions(stored, patch, setDialog);
  const onEdit = useCallback(() => patch({ edit: "1" }), [patch]);
  useDirtyGuard(draft.dirty && saved === undefined);
  const { uid } = stored.dashboard;
  useCrumb(board.title);
  useEffect(() => {
    // only after the guard has let go
    if (saved !== undefined && saved !== uid) {
      void navigate({
        to: "/dashboards/$uid",
        params: { uid: saved },
        search: { ...search, edit: undefined },
      });
    }
  }, [saved, uid, navigate, search]);
  const save = () => setDialog(stored.meta.editable ? "save" : "copy");
  useShortcuts([
    { keys: "mod+s", label: "Save the dashboard", group: "Dashboard", run: () => editing && save() },
  ]);
  const onSaved = (savedUid: string, version: number) => {
    setDialog(undefined);
    toast({ text: `Saved as version ${version}` });
    setSaved(savedUid);
    patch({ edit: undefined, tab: undefined, editPanel: undefined }, true);
    setTimeout(() => setSaved(undefined), 0);
  };
  const body = (
    <BoardBody
      board={board}
      uid={uid}
      search={search}
      patch={patch}
      draft={editing ? draft : undefined}
      onEdit={onEdit}
    />
  );
  if (search.kiosk) {
    return (
      <Kiosk uid={uid} search={search} onLeave={() => patch({ kiosk: undefined, rotate: undefined })}>
        {ready && body}
      </Kiosk>
    );
  }
  return (
    <div className={styles.board}>
      <BoardHeader board={board} uid={uid} meta={stored.meta} editing={editing} onAction={act} />
      <Suspense fallback={<Loading what="this part" height={160} />}>
        {editing && (
          <EditBar
            draft={draft}
            search={search}
            patch={patch}
            onSave={save}
            isNew={stored.meta.version === 0}
          />
        )}
        {search.tab === "settings" && editing ? (
          <Settings draft={draft} onClose={() => patch({ tab: undefined })} />
        ) : search.tab === "versions" ? (
          <Versions stored={stored} onClose={() => patch({ tab: undefined, version: undefined })} />
        ) : (
          ready && body
        )}
        {(dialog === "save" || dialog === "copy") && (
          <SaveDialog
            board={board}
            stored={stored}
            asCopy={dialog === "copy"}
            onClose={() => setDialog(undefined)}
            onSaved={onSaved}
          />
        )}
        {dialog === "export" && <ExportDialog board={board} onClose={() => setDialog(undefined)} />}
      </Suspense>
    </div>
  );
}

function Missing({ uid, onBack, retry }: { uid: string; onBack: () => void; retry: () => void }) {
  const [error, setError] = useState<unknown>();
  const undelete = () => void undeleteBoard(uid).then(retry, setError);
  return (
    <div className="panel">
      <div className="pb">
        <Empty
          kind="no-match"
          what="There is no dashboard at this address"
          why={
            error === undefined
              ? `Nothing is stored as ${uid}. One that was deleted can be brought back for 30 days.`
              : messageOf(error)
          }
          actions={[
            { label: "All dashboards", run: onBack },
            { label: "Bring it back", run: undelete },
          ]}
        />
      </div>
    </div>
  );
}

/** Tells that a newer version was saved elsewhere, without taking away what is on screen. */
function useNewer(uid: string, reload: () => void): boolean {
  const [newer, setNewer] = useState(false);
  useLive("dashboards", (change) => {
    const told = change as { changed?: string[]; more?: number } | undefined;
    if (!told?.changed || told.more || told.changed.includes(uid)) {
      setNewer(true);
    }
  });
  useEffect(() => {
    if (newer) {
      reload();
      setNewer(false);
    }
  }, [newer, reload]);
  return newer;
}

export function BoardPage() {
  const { uid } = useParams({ strict: false }) as { uid?: string };
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const text = JSON.stringify(boardSearch(raw));
  const [search, setSearch] = useState<BoardSearch>(() => JSON.parse(text) as BoardSearch);
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    setSearch(JSON.parse(text) as BoardSearch);
  }
  const navigate = useNavigate();
  const patch = useCallback<Patch>(
    (change, replace = false) =>
      void navigate({ to: ".", replace, search: (before: object) => ({ ...before, ...change }) as never }),
    [navigate],
  );
  const version = Number(search.version) || undefined;
  const isNew = uid === undefined;
  const stored = useStoredBoard(uid ?? "", version, !isNew);
  const reload = useCallback(() => {
    if (search.edit !== "1") {
      void stored.refetch();
    }
  }, [stored.refetch, search.edit]);
  useNewer(uid ?? "", reload);
  const data = isNew ? NEW : stored.data;
  if (data) {
    return (
      <OpenBoard
        key={uid ?? "new"}
        stored={data}
        search={isNew ? { ...search, edit: "1" } : search}
        patch={patch}
      />
    );
  }
  const missing = stored.error instanceof ApiError && stored.error.status === 404;
  return (
    <div className="page" style={{ paddingTop: 16 }}>
      {stored.isPending ? (
        <Loading what="the dashboard" height={320} />
      ) : missing ? (
        <Missing
          uid={uid ?? ""}
          onBack={() => void navigate({ to: "/dashboards", search: keepTime })}
          retry={() => void stored.refetch()}
        />
      ) : (
        <div className="panel">
          <div className="pb">
            <Failed error={stored.error} />
            <Button onClick={() => void stored.refetch()}>Retry</Button>
          </div>
        </div>
      )}
    </div>
  );
}
