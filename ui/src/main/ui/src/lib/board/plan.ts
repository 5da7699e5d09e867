import type { Instants } from "../time/range";
import type { Zone } from "../time/zone";
import { type Interpolation, interpolate } from "./interpolate";
import { boardMacros, stepMacros } from "./macros";
import type { Dashboard, Panel, Query } from "./model";
import { allPanels, type PlacedPanel } from "./repeat";
import { aligned, parseInterval, type Step, stepOf } from "./steps";
import { type PanelTime, panelTime } from "./timeOverride";

/** What is asked of the server for one query, without the name under which it is asked. */
export type Ask =
  | { type: "range"; expr: string; start: number; end: number; step: number }
  | { type: "instant"; expr: string; time: number }
  | { type: "exemplars"; expr: string; start: number; end: number };

export interface PlannedQuery {
  query: Query;
  /** With all variables filled in. */
  expr: string;
  /** Seconds of a range; 0 where only an instant is asked. */
  stepMillis: number;
  asks: Ask[];
}

export interface PanelPlan {
  key: string;
  queries: PlannedQuery[];
  time: PanelTime;
  interpolation: Interpolation;
  /** The same text means the same questions. */
  signature: string;
}

export interface PlanContext {
  board: Dashboard;
  at: Instants;
  nowMillis: number;
  zone: Zone;
  scrapeMillis: number;
  user?: string;
  /** Puts the board's ad-hoc filters into an expression. */
  filter: (expr: string) => string;
  /** Pixels of a panel's body in width. */
  widthOf: (placed: PlacedPanel) => number;
}

/** A query that shows what another panel asked is that panel's queries, with its own legend and shape kept. */
export function effectiveQueries(panel: Panel, board: Dashboard, depth = 0): Query[] {
  return (panel.queries ?? []).flatMap((query): Query[] => {
    if (query.panel === undefined) {
      return [query];
    }
    const source = allPanels(board).find((p) => p.id === query.panel);
    return source && source.id !== panel.id && depth < 5 ? effectiveQueries(source, board, depth + 1) : [];
  });
}

const DEFAULT_POINTS = 1000;

function stepFor(
  panel: Panel,
  query: Query,
  time: Instants,
  context: PlanContext,
  width: number,
  fill: Interpolation,
) {
  const min = (text: string | undefined) => parseInterval(text && interpolate(text, fill, "promql"));
  return stepOf({
    rangeMillis: time.toMillis - time.fromMillis,
    maxDataPoints: panel.maxDataPoints ?? (width > 0 ? width : DEFAULT_POINTS),
    scrapeMillis: context.scrapeMillis,
    minMillis: min(query.interval) ?? min(panel.interval),
    factor: query.intervalFactor,
  });
}

function asksOf(query: Query, expr: string, step: Step, time: Instants): Ask[] {
  const mode = query.mode ?? "range";
  const { start, end } = aligned(time.fromMillis, time.toMillis, step.stepMillis);
  const asks: Ask[] = [];
  if (mode !== "instant") {
    asks.push({ type: "range", expr, start, end, step: step.stepMillis / 1000 });
  }
  if (mode !== "range") {
    asks.push({ type: "instant", expr, time: Math.floor(time.toMillis / 1000) });
  }
  if (query.exemplars && mode !== "instant") {
    asks.push({ type: "exemplars", expr, start, end });
  }
  return asks;
}

/** What one panel asks now. */
export function planPanel(placed: PlacedPanel, context: PlanContext): PanelPlan {
  const { board, at, nowMillis, zone } = context;
  const { panel, values } = placed;
  const fromVariable = { values, macros: {}, zone };
  const time = panelTime(
    {
      ...panel,
      timeFrom: panel.timeFrom && interpolate(panel.timeFrom, fromVariable, "text"),
      timeShift: panel.timeShift && interpolate(panel.timeShift, fromVariable, "text"),
    },
    at,
    nowMillis,
    zone,
  );
  const macros = boardMacros({ ...time, title: board.title, uid: board.uid, user: context.user });
  const width = context.widthOf(placed);
  const asked = effectiveQueries(panel, board).filter((q) => !q.hidden && (q.expr ?? "").trim() !== "");
  const queries = asked.map((query): PlannedQuery => {
    const step = stepFor(panel, query, time, context, width, { values, macros });
    const fill = { values, macros: { ...macros, ...stepMacros(step) }, zone };
    const expr = context.filter(interpolate(query.expr ?? "", fill, "promql"));
    return {
      // labels stay for the legend; variables in it are filled in here
      query: { ...query, expr, legend: query.legend && interpolate(query.legend, fill, "text") },
      expr,
      stepMillis: query.mode === "instant" ? 0 : step.stepMillis,
      asks: asksOf(query, expr, step, time),
    };
  });
  const first = asked[0] ?? { ref: "A" };
  const interval = stepMacros(stepFor(panel, first, time, context, width, { values, macros }));
  return {
    key: placed.key,
    queries,
    time,
    interpolation: { values, macros: { ...macros, ...interval }, zone },
    signature: JSON.stringify(queries.map(({ query, asks }) => [query, asks])),
  };
}
