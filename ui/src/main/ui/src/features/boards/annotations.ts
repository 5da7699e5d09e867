import { type Interpolation, interpolate } from "../../lib/board/interpolate";
import type { Annotation, Dashboard } from "../../lib/board/model";
import type { Ask, PanelPlan } from "../../lib/board/plan";
import { aligned, parseInterval, stepOf } from "../../lib/board/steps";
import type { Instants } from "../../lib/time/range";
import type { Frame } from "../../panels/frames";
import type { AnnotationMark } from "../../panels/types";

export interface ServerEvent {
  id: string;
  kind: string;
  time: number;
  timeEnd: number;
  title: string;
  text: string;
  labels: Record<string, string>;
}

/** What every board knows, also when nobody wrote it down. */
export const DEFAULT_ANNOTATIONS: Annotation[] = [
  { name: "Deploys", source: "deployments" },
  { name: "Alerts", source: "alerts", off: true },
  { name: "Config", source: "configuration", off: true },
];

export function annotationsOf(board: Dashboard): Annotation[] {
  return board.annotations ?? DEFAULT_ANNOTATIONS;
}

/** Shown by default, or switched on here. */
export function isOn(annotation: Annotation, switched: readonly string[] | undefined): boolean {
  return (annotation.off !== true) !== (switched?.includes(annotation.name) ?? false);
}

export const MARKS_KEY = "#marks";
const MARK_POINTS = 500;
const MAX_MARKS = 500;

/** Marks come by queries too; they ride along in the board's one request. */
export function planMarks(
  board: Dashboard,
  switched: readonly string[] | undefined,
  at: Instants,
  interpolation: Interpolation,
  scrapeMillis: number,
): PanelPlan {
  const queries = annotationsOf(board).flatMap((annotation, i) => {
    const text = exprOf(annotation);
    if (!text || !isOn(annotation, switched)) {
      return [];
    }
    const expr = interpolate(text, interpolation, "promql");
    const step = stepOf({
      rangeMillis: at.toMillis - at.fromMillis,
      maxDataPoints: MARK_POINTS,
      scrapeMillis,
      minMillis: parseInterval(annotation.step),
    });
    const { start, end } = aligned(at.fromMillis, at.toMillis, step.stepMillis);
    const ask: Ask = { type: "range", expr, start, end, step: step.stepMillis / 1000 };
    return [
      { query: { ref: String(i), expr, legend: "__auto" }, expr, stepMillis: step.stepMillis, asks: [ask] },
    ];
  });
  return {
    key: MARKS_KEY,
    queries,
    time: { ...at, label: "" },
    interpolation,
    signature: JSON.stringify(queries.map((q) => q.asks)),
  };
}

function exprOf({ source, query, match }: Annotation): string | undefined {
  if (source === "query") {
    return query;
  }
  const inside = match?.trim().replace(/^\{|\}$/g, "") ?? "";
  return source === "alerts" ? `ALERTS{alertstate="firing"${inside ? `, ${inside}` : ""}}` : undefined;
}

/** Which events of the server a board shows. */
export function eventKinds(board: Dashboard, switched: readonly string[] | undefined): Annotation[] {
  return annotationsOf(board).filter(
    (a) => (a.source === "deployments" || a.source === "configuration") && isOn(a, switched),
  );
}

function fill(format: string | undefined, labels: Readonly<Record<string, string>>): string | undefined {
  return format?.replace(/\{\{\s*([^}]+?)\s*\}\}/g, (_, name: string) => labels[name] ?? "");
}

interface Span {
  from: number;
  to: number;
}

/** Samples in a row are one span; a sample that is 0, or missing, ends it. */
export function spansOf(times: readonly number[], values: readonly unknown[], stepMillis: number): Span[] {
  const spans: Span[] = [];
  times.forEach((time, i) => {
    const value = values[i];
    if (typeof value !== "number" || Number.isNaN(value) || value === 0) {
      return;
    }
    const last = spans.at(-1);
    if (last && time - last.to <= stepMillis * 1.5) {
      last.to = time;
    } else {
      spans.push({ from: time, to: time });
    }
  });
  return spans;
}

export interface OwnedMark extends AnnotationMark {
  annotation: Annotation;
}

function marksOfFrame(frame: Frame, annotation: Annotation, rangeStart: number): OwnedMark[] {
  const [time, value] = frame.fields;
  if (!time || !value) {
    return [];
  }
  const labels = value.labels ?? {};
  const alert = annotation.source === "alerts";
  const title =
    fill(annotation.titleFormat, labels) ?? (alert ? labels.alertname : frame.name) ?? annotation.name;
  const tags = (annotation.tagKeys ?? "").split(",").flatMap((key) => labels[key.trim()] ?? []);
  const common = {
    annotation,
    name: annotation.name,
    title,
    text: fill(annotation.textFormat, labels),
    tags,
  };
  const color = annotation.color ?? (alert ? "critical" : undefined);
  if (annotation.valueIsTime) {
    const moments = new Set(value.values.filter((v): v is number => typeof v === "number" && v > 0));
    return [...moments].map((moment) => ({ ...common, color, time: moment }));
  }
  const times = time.values as number[];
  const spans = spansOf(times, value.values, time.stepMillis ?? 0);
  if (alert) {
    // where an alert began; one that was firing before is no mark, and a region over hours would hide the chart
    const begun = spans.filter(({ from }) => from > rangeStart + 2 * (time.stepMillis ?? 0));
    return begun.map(({ from }) => ({ ...common, color, time: from }));
  }
  return spans.map(({ from, to }) => ({ ...common, color, time: from, timeEnd: to > from ? to : undefined }));
}

export function marksOfFrames(frames: readonly Frame[], board: Dashboard, rangeStart = 0): OwnedMark[] {
  const all = annotationsOf(board);
  return frames
    .flatMap((frame) => {
      const annotation = all[Number(frame.ref)];
      return annotation ? marksOfFrame(frame, annotation, rangeStart) : [];
    })
    .slice(0, MAX_MARKS);
}

export function marksOfEvents(events: readonly ServerEvent[], kinds: readonly Annotation[]): OwnedMark[] {
  return events
    .flatMap((event): OwnedMark[] => {
      const source = event.kind.startsWith("deploy") ? "deployments" : "configuration";
      const annotation = kinds.find((k) => k.source === source);
      if (!annotation || (source === "configuration" && !/^(config|change)/.test(event.kind))) {
        return [];
      }
      const time = event.time * 1000;
      const timeEnd = event.timeEnd > event.time ? event.timeEnd * 1000 : undefined;
      const title = fill(annotation.titleFormat, event.labels) ?? event.title;
      const text = fill(annotation.textFormat, event.labels) ?? event.text;
      return [{ annotation, name: annotation.name, time, timeEnd, title, text, color: annotation.color }];
    })
    .slice(0, MAX_MARKS);
}

/** Some annotations are meant for some panels only. */
export function forPanel(marks: readonly OwnedMark[], panel: number): AnnotationMark[] {
  return marks.filter(({ annotation: { panels } }) => {
    const named = panels?.ids.includes(panel) ?? true;
    return panels?.exclude ? !named : named;
  });
}
