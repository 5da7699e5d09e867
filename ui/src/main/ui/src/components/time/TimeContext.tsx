import { useNavigate, useSearch } from "@tanstack/react-router";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { parseDuration } from "../../lib/time/duration";
import { fittingLength } from "../../lib/time/fit";
import { absoluteRange, type Instants, isLive, resolveRange, type TimeRange } from "../../lib/time/range";
import { BROWSER_ZONE, type Zone } from "../../lib/time/zone";
import { type TimeSearch, timeSearch } from "./search";
import { useFirstSample } from "./useFirstSample";

const DEFAULT_REFRESH = "10s";
const MAX_UNDO = 50;

export interface Time {
  range: TimeRange;
  /** The range as of the last tick. */
  at: Instants;
  now: number;
  zone: Zone;
  /** A duration, or `off`. */
  refresh: string;
  live: boolean;
  setRange: (range: TimeRange) => void;
  setZone: (zone: Zone) => void;
  setRefresh: (refresh: string) => void;
  refreshNow: () => void;
  zoomTo: (fromMillis: number, toMillis: number) => void;
  /** Back to the range before the last change; does nothing when there is none. */
  undoZoom: () => void;
  canUndo: boolean;
  /** What holds where the address says nothing: a board has its own range. */
  setDefaults: (defaults: TimeDefaults | undefined) => void;
}

export type TimeDefaults = Pick<TimeSearch, "from" | "to" | "refresh" | "tz">;

const Context = createContext<Time | null>(null);

/** Time range, zone and clock of the page. Everything but the clock lives in the URL. */
export function useTime(): Time {
  const time = useContext(Context);
  if (!time) {
    throw new Error("useTime: outside of TimeProvider");
  }
  return time;
}

/** Ticks while the page is visible; a page in the background asks for nothing and catches up on return. */
function useClock(everyMillis: number | undefined): [number, () => void] {
  const [now, setNow] = useState(() => Date.now());
  const tick = useCallback(() => setNow(Date.now()), []);
  useEffect(() => {
    if (everyMillis === undefined) {
      return;
    }
    const whenVisible = () => document.visibilityState === "visible" && tick();
    const timer = setInterval(whenVisible, everyMillis);
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", whenVisible);
    };
  }, [everyMillis, tick]);
  return [now, tick];
}

function useTimeUrl(): [TimeSearch, (patch: TimeSearch) => void] {
  const search = timeSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const patch = useCallback(
    (change: TimeSearch) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      }),
    [navigate],
  );
  return [search, patch];
}

function rangeOf(search: TimeSearch, defaultLength: string): TimeRange {
  return search.from === undefined
    ? { from: `now-${defaultLength}`, to: "now" }
    : { from: search.from, to: search.to ?? "now" };
}

function withDefaults(url: TimeSearch, defaults: TimeDefaults = {}): TimeSearch {
  const range = url.from === undefined ? { from: defaults.from, to: defaults.to } : {};
  return { ...url, ...range, tz: url.tz ?? defaults.tz, refresh: url.refresh ?? defaults.refresh };
}

export function TimeProvider({ children }: { children: ReactNode }) {
  const first = useFirstSample();
  const [url, patch] = useTimeUrl();
  const [defaults, setDefaults] = useState<TimeDefaults>();
  const search = withDefaults(url, defaults);
  const zone = search.tz ?? BROWSER_ZONE;
  const live = isLive(rangeOf(search, "1h"));
  const refresh = search.refresh ?? DEFAULT_REFRESH;
  const [now, refreshNow] = useClock(live && refresh !== "off" ? parseDuration(refresh) : undefined);
  const age = first.millis === undefined ? undefined : now - first.millis;
  const { from, to } = rangeOf(search, fittingLength(age ?? (first.empty ? 0 : Number.POSITIVE_INFINITY)));
  const undo = useRef<TimeSearch[]>([]);
  const [canUndo, setCanUndo] = useState(false);
  const given = url.from;
  const givenTo = url.to;

  const setRange = useCallback(
    (range: TimeRange) => {
      undo.current = [...undo.current.slice(1 - MAX_UNDO), { from: given, to: givenTo }];
      setCanUndo(true);
      refreshNow();
      patch(range);
    },
    [given, givenTo, patch, refreshNow],
  );
  const undoZoom = useCallback(() => {
    const before = undo.current.pop();
    setCanUndo(undo.current.length > 0);
    if (before) {
      refreshNow();
      patch(before);
    }
  }, [patch, refreshNow]);

  const time = useMemo<Time>(() => {
    const range = { from, to };
    const at = resolveRange(range, now, zone) ?? { fromMillis: now - 3_600_000, toMillis: now };
    return {
      range,
      at,
      now,
      zone,
      refresh,
      live,
      setRange,
      undoZoom,
      canUndo,
      refreshNow,
      setDefaults,
      setZone: (tz) => patch({ tz: tz === (defaults?.tz ?? BROWSER_ZONE) ? undefined : tz }),
      setRefresh: (value) =>
        patch({ refresh: value === (defaults?.refresh ?? DEFAULT_REFRESH) ? undefined : value }),
      zoomTo: (fromMillis, toMillis) => {
        if (toMillis - fromMillis >= 1000) {
          setRange(absoluteRange(Math.round(fromMillis), Math.round(toMillis)));
        }
      },
    };
  }, [from, to, now, zone, refresh, live, setRange, undoZoom, canUndo, refreshNow, patch, defaults]);

  if (!first.known && given === undefined) {
    return null;
  }
  return <Context.Provider value={time}>{children}</Context.Provider>;
}
