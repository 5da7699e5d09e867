import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Camera } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { readSnapshot, type Snapshot } from "../../api/boards";
import { ApiError, baseUrl } from "../../api/http";
import { useCrumb } from "../../components/crumb";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { expandBoard } from "../../lib/board/repeat";
import { fullTime } from "../../lib/time/zone";
import { createCrosshair } from "../../panels/crosshair";
import styles from "./boards.module.css";
import { BoardContext, type BoardView } from "./context";
import { Feed } from "./feed";
import { Grid } from "./Grid";
import { boardSearch } from "./search";
import { type FrozenBoard, isFrozenBoard, thawed } from "./snapshot";

/** A feed that holds what was frozen and asks nobody. */
function frozenFeed(frozen: FrozenBoard): Feed {
  const feed = new Feed(async () => undefined);
  for (const [id, frames] of Object.entries(frozen.frames)) {
    feed.hold(id, { frames: thawed(frames), loading: false });
  }
  return feed;
}

function useFrozenView(frozen: FrozenBoard): BoardView {
  const { zone } = useTime();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const rows = JSON.stringify(boardSearch(raw).rows ?? []);
  const [feed] = useState(() => frozenFeed(frozen));
  const [crosshair] = useState(() => createCrosshair(frozen.dashboard.crosshair ?? "line"));
  const patch = useCallback<BoardView["patch"]>(
    (change) =>
      void navigate({
        to: ".",
        replace: true,
        search: (before: object) => ({ ...before, ...change }) as never,
      }),
    [navigate],
  );
  return useMemo(() => {
    const open: string[] = JSON.parse(rows) as string[];
    return {
      board: frozen.dashboard,
      uid: frozen.dashboard.uid,
      search: { rows: open.length > 0 ? open : undefined },
      patch,
      resolved: { values: {}, options: {}, filters: [], errors: {} },
      interpolation: { values: {}, macros: {}, zone },
      placed: expandBoard(frozen.dashboard, {}, new Set(open)),
      feed,
      at: { fromMillis: frozen.range.from, toMillis: frozen.range.to },
      zone,
      crosshair,
      marksOf: (panel) => frozen.marks?.[panel] ?? [],
      alerts: frozen.alerts,
      onSight: () => undefined,
      setVariable: () => undefined,
    };
  }, [frozen, rows, patch, zone, feed, crosshair]);
}

function Frozen({ snapshot, frozen }: { snapshot: Snapshot; frozen: FrozenBoard }) {
  const view = useFrozenView(frozen);
  const { zone } = view;
  useCrumb(snapshot.title);
  const live = snapshot.path ? new URL(snapshot.path.replace(/^\//, ""), baseUrl()).href : undefined;
  return (
    <div className={styles.board}>
      <div className={styles.title}>
        <h1>{frozen.dashboard.title}</h1>
        <span className="tag">
          <Camera className="i s" aria-hidden />
          &ensp;frozen
        </span>
        <span className="muted t12">
          {fullTime(frozen.range.from, zone)} to {fullTime(frozen.range.to, zone)}
          {snapshot.created && `, kept ${fullTime(Date.parse(snapshot.created), zone)}`}
        </span>
        {live && (
          <a className="btn end" href={live}>
            Open the live dashboard
          </a>
        )}
      </div>
      {Object.keys(frozen.values).length > 0 && (
        <div className={styles.bar}>
          {Object.entries(frozen.values).map(([name, value]) => (
            <span className="chip" key={name}>
              <span className="k">{name}</span>
              {value}
            </span>
          ))}
        </div>
      )}
      <BoardContext value={view}>
        <Grid onCurrent={() => undefined} />
      </BoardContext>
    </div>
  );
}

/** What a board showed when somebody kept it. Nothing here asks the metrics. */
export function SnapshotPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const navigate = useNavigate();
  const { data, error, isPending } = useQuery({
    queryKey: ["snapshot", id],
    queryFn: ({ signal }) => readSnapshot(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data && isFrozenBoard(data.data)) {
    return <Frozen snapshot={data} frozen={data.data} />;
  }
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <div className="page" style={{ paddingTop: 16 }}>
      {isPending && <Loading what="the snapshot" height={240} />}
      {error && !gone && <Failed error={error} />}
      {(gone || data) && (
        <Empty
          kind="no-match"
          what={gone ? "This snapshot is no longer kept" : "This snapshot is not of a dashboard"}
          why={
            gone
              ? "It ran out, or somebody deleted it."
              : "The page that it was taken from opens its own snapshots."
          }
          actions={[{ label: "Dashboards", run: () => void navigate({ to: "/dashboards", search: {} }) }]}
        />
      )}
    </div>
  );
}
