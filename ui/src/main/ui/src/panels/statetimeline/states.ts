import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import { displayOf, type Shown, shownText } from "../display";
import { type Field, type Frame, nameOf } from "../frames";

export interface StateSpan {
  from: number;
  to: number;
  text: string;
  color: string;
}

export interface StateRow {
  id: string;
  name: string;
  spans: StateSpan[];
  field: Field;
}

/** A colour for a state: by its mapping, its threshold, or its word. */
function colorOf(shown: Shown, field: Field, words: Map<string, number>, palette: Palette): string {
  const mode = field.config.color?.mode ?? "";
  if (shown.isColored || mode === "fixed") {
    return shown.color;
  }
  const text = shownText(shown);
  if (!words.has(text)) {
    words.set(text, words.size);
  }
  return palette.series(words.get(text) ?? 0);
}

export interface StateWish {
  /** Neighbours of the same state are one. */
  merge: boolean;
  /** Every sample has a place of one step, as a status history shows it. */
  steps: boolean;
  to: number;
}

const isGap = (value: unknown) => value === null || value === undefined || Number.isNaN(value);

function stepOf(times: number[], stepMillis: number | undefined): number {
  if (stepMillis) {
    return stepMillis;
  }
  const steps = times
    .slice(1)
    .map((t, i) => t - (times[i] ?? 0))
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 60_000;
}

function spansOf(
  field: Field,
  time: Field,
  wish: StateWish,
  look: (value: unknown) => { text: string; color: string },
): StateSpan[] {
  const times = time.values as number[];
  const step = stepOf(times, time.stepMillis);
  const span = field.config.custom?.spanNulls;
  const reach = span === true ? Number.POSITIVE_INFINITY : typeof span === "number" ? span : step * 1.5;
  const spans: StateSpan[] = [];
  times.forEach((at, i) => {
    const value = field.values[i];
    if (isGap(value) && !field.config.mappings?.some((m) => m.kind === "special")) {
      return;
    }
    const next = times[i + 1] ?? Math.min(at + step, wish.to);
    const to = next - at <= reach ? next : at + step;
    const { text, color } = look(value);
    const last = spans.at(-1);
    if (
      wish.merge &&
      !wish.steps &&
      last &&
      last.text === text &&
      last.color === color &&
      at - last.to <= (Number.isFinite(reach) ? 0 : reach)
    ) {
      last.to = to;
    } else {
      spans.push({ from: at, to: wish.steps ? at + step : to, text, color });
    }
  });
  return spans;
}

export function stateRows(frames: Frame[], palette: Palette, zone: Zone, wish: StateWish): StateRow[] {
  const words = new Map<string, number>();
  return frames.flatMap((frame, at) => {
    const time = frame.fields.find((f) => f.type === "time");
    const ends = time && frame.fields.filter((f) => f.type === "time")[1];
    return (time ? frame.fields : []).flatMap((field, column): StateRow[] => {
      if (!time || field === time || field === ends || field.config.custom?.hideFrom?.viz) {
        return [];
      }
      const show = displayOf(field, { palette, zone });
      const look = (value: unknown) => {
        const shown = show(value);
        return { text: shownText(shown), color: colorOf(shown, field, words, palette) };
      };
      return [
        { id: `${at}|${column}`, name: nameOf(field, frame), field, spans: spansOf(field, time, wish, look) },
      ];
    });
  });
}

/** Every state that occurs, for the legend. */
export function statesOf(rows: StateRow[]): { text: string; color: string }[] {
  const found = new Map<string, string>();
  for (const { spans } of rows) {
    for (const { text, color } of spans) {
      if (!found.has(text)) {
        found.set(text, color);
      }
    }
  }
  return [...found].map(([text, color]) => ({ text, color })).slice(0, 40);
}
