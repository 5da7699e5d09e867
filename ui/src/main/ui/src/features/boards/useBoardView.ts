import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { asked } from "../../api/http";
import { useFilters } from "../../components/filters";
import { useTime } from "../../components/time/TimeContext";
import { withFilters } from "../../lib/board/filters";
import type { Interpolation } from "../../lib/board/interpolate";
import { COLUMNS, GAP_PIXELS } from "../../lib/board/layout";
import { boardMacros } from "../../lib/board/macros";
import type { Dashboard, Variable } from "../../lib/board/model";
import { type PanelPlan, type PlanContext, planPanel } from "../../lib/board/plan";
import { expandBoard, type PlacedPanel } from "../../lib/board/repeat";
import { urlValues } from "../../lib/board/variables";
import { applyFilters } from "../../lib/filters";
import { createCrosshair } from "../../panels/crosshair";
import {
  eventKinds,
  forPanel,
  MARKS_KEY,
  marksOfEvents,
  marksOfFrames,
  planMarks,
  type ServerEvent,
} from "./annotations";
import type { BoardView } from "./context";
import type { Draft } from "./draft";
import { Feed } from "./feed";
import { type BoardSearch, chosenOf } from "./search";
import { useAlerts } from "./useAlerts";
import { useScrapeMillis } from "./useBoards";
import { useVariables } from "./useVariables";

const PANEL_PADDING = 26;
const MINUTE_SECONDS = 60;

function useFeed(): Feed {
  const [feed] = useState(() => new Feed());
  useEffect(() => {
    feed.open();
    return () => feed.close();
  }, [feed]);
  return feed;
}

/** Deployments and changes come from the server's own list of events. */
function useEvents(wanted: boolean, fromMillis: number, toMillis: number): ServerEvent[] {
  const floor = (millis: number) => Math.floor(millis / 1000 / MINUTE_SECONDS) * MINUTE_SECONDS;
  const [start, end] = [floor(fromMillis), floor(toMillis) + MINUTE_SECONDS];
  const { data } = useQuery({
    queryKey: ["board-events", start, end],
    enabled: wanted,
    queryFn: ({ signal }) => asked<ServerEvent[]>("api/v1/events", { start, end }, signal),
    placeholderData: (before) => before,
    retry: false,
  });
  return wanted ? (data ?? []) : [];
}

/** Keys of the panels on screen, changed without drawing the board for each. */
function useInSight(): [ReadonlySet<string>, (key: string, inSight: boolean) => void] {
  const now = useRef(new Set<string>());
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const frame = useRef(0);
  const tell = useCallback((key: string, inSight: boolean) => {
    if (now.current.has(key) === inSight) {
      return;
    }
    if (inSight) {
      now.current.add(key);
    } else {
      now.current.delete(key);
    }
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => setShown(new Set(now.current)));
  }, []);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return [shown, tell];
}

export interface BoardViewAsk {
  board: Dashboard;
  uid: string;
  search: BoardSearch;
  patch: BoardView["patch"];
  /** Of the grid, in pixels. */
  width: number;
  draft?: Draft;
  onMenu: BoardView["onMenu"];
  /** Panels that fill the width whatever their place says. */
  wide?: boolean;
}

function widthOf(width: number, wide: boolean): (placed: PlacedPanel) => number {
  const phone = width > 0 && width < 660;
  return ({ grid }) => {
    const column = (width + GAP_PIXELS) / COLUMNS;
    const full = wide || phone;
    return Math.max(60, Math.round(full ? width : column * grid.w - GAP_PIXELS) - PANEL_PADDING);
  };
}

/** A board with its values, its panels in place, and what they ask. Undefined until the variables are known. */
export function useBoardViewOf(ask: BoardViewAsk): BoardView | undefined {
  const { board, uid, search, patch, width, draft, onMenu, wide = false } = ask;
  const { at, now, zone } = useTime();
  const { filters } = useFilters();
  const scrapeMillis = useScrapeMillis();
  const feed = useFeed();
  const [inSight, onSight] = useInSight();
  const [crosshair] = useMemo(() => [createCrosshair(board.crosshair ?? "line")], [board.crosshair]);
  const macros = useMemo(() => boardMacros({ ...at, title: board.title, uid }), [at, board.title, uid]);
  const chosen = useChosen(search);
  const { resolved, picked } = useVariables(board, chosen, at, macros);
  useTrueAddress(board, resolved, chosen, patch);

  const values = resolved?.values;
  const interpolation = useMemo<Interpolation>(
    () => ({ values: values ?? {}, macros, zone }),
    [values, macros, zone],
  );
  const rows = useMemo(() => new Set(search.rows), [search.rows]);
  const placed = useMemo(() => (values ? expandBoard(board, values, rows) : []), [board, values, rows]);
  const marks = search.marks;

  useEffect(() => {
    if (!resolved || width === 0) {
      return;
    }
    const filter = (expr: string) => withFilters(applyFilters(expr, filters), resolved.filters);
    const sizes = widthOf(width, wide);
    const context: PlanContext = { board, at, nowMillis: now, zone, scrapeMillis, filter, widthOf: sizes };
    const plans: PanelPlan[] = placed.flatMap((p) =>
      p.kind === "panel" && inSight.has(p.key) ? [planPanel(p, context)] : [],
    );
    feed.want([...plans, planMarks(board, marks, at, interpolation, scrapeMillis)]);
  }, [
    board,
    resolved,
    placed,
    inSight,
    at,
    now,
    zone,
    scrapeMillis,
    filters,
    width,
    wide,
    feed,
    marks,
    interpolation,
  ]);

  const marksOf = useMarks(board, feed, marks, at);
  const alerts = useAlerts(placed.some((p) => p.kind === "panel" && p.panel.kind === "alertlist"));
  const variables = board.variables;
  const setVariable = useCallback(
    (name: string, next: string[] | undefined) => {
      picked(name);
      if (!variables?.find((v) => v.name === name)?.skipUrl || next) {
        const one = next?.length === 1 ? next[0] : next?.length === 0 ? [""] : next;
        patch({ [`var-${name}`]: one });
      }
    },
    [variables, picked, patch],
  );
  return useMemo(
    () =>
      resolved && {
        board,
        uid,
        search,
        patch,
        resolved,
        interpolation,
        placed,
        feed,
        at,
        zone,
        crosshair,
        marksOf,
        alerts,
        onSight,
        setVariable,
        draft,
        onMenu,
      },
    [
      board,
      uid,
      search,
      patch,
      resolved,
      interpolation,
      placed,
      feed,
      at,
      zone,
      crosshair,
      marksOf,
      alerts,
      onSight,
      setVariable,
      draft,
      onMenu,
    ],
  );
}

function useChosen(search: BoardSearch): Record<string, string[]> {
  const text = JSON.stringify(chosenOf(search));
  return useMemo(() => JSON.parse(text) as Record<string, string[]>, [text]);
}

/** A value in the address that does not hold any more is written over by the one that does. */
function useTrueAddress(
  board: Dashboard,
  resolved: BoardView["resolved"] | undefined,
  chosen: Record<string, string[]>,
  patch: BoardView["patch"],
): void {
  const latest = useRef({ board, chosen });
  useEffect(() => {
    latest.current = { board, chosen };
  });
  // only fresh values are compared: what was just chosen is not yet among them
  useEffect(() => {
    const now = latest.current;
    const changes = (now.board.variables ?? []).flatMap((variable) => {
      const value = resolved?.values[variable.name];
      const given = now.chosen[variable.name];
      const held = given && value && isChoice(variable) ? urlValues(variable, value, []) : [];
      const same = held.length === 0 || JSON.stringify(held) === JSON.stringify(given);
      return same ? [] : [[`var-${variable.name}`, held.length === 1 ? held[0] : held] as const];
    });
    if (changes.length > 0) {
      patch(Object.fromEntries(changes), true);
    }
  }, [resolved, patch]);
}

const isChoice = ({ kind }: Variable) => kind === "query" || kind === "custom";

function useMarks(
  board: Dashboard,
  feed: Feed,
  switched: string[] | undefined,
  { fromMillis, toMillis }: { fromMillis: number; toMillis: number },
): BoardView["marksOf"] {
  const kinds = useMemo(() => eventKinds(board, switched), [board, switched]);
  const events = useEvents(kinds.length > 0, fromMillis, toMillis);
  const [frames, setFrames] = useState(() => feed.get(MARKS_KEY).frames);
  useEffect(() => feed.subscribe(MARKS_KEY, () => setFrames(feed.get(MARKS_KEY).frames)), [feed]);
  const all = useMemo(
    () => [...marksOfFrames(frames, board, fromMillis), ...marksOfEvents(events, kinds)],
    [frames, board, events, kinds, fromMillis],
  );
  return useMemo(() => {
    const known = new Map<number, ReturnType<BoardView["marksOf"]>>();
    return (panel) => {
      const found = known.get(panel) ?? forPanel(all, panel);
      known.set(panel, found);
      return found;
    };
  }, [all]);
}
