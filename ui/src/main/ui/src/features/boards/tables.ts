import { type Frame, lengthOf, nameOf } from "../../panels/frames";

/** One sheet of cells as a file of comma separated values has it: names first. */
export interface Sheet {
  name: string;
  columns: string[];
  rows: unknown[][];
}

function cell(value: unknown, time: boolean): unknown {
  return time && typeof value === "number" ? new Date(value).toISOString() : value;
}

function sheetOf(frame: Frame): Sheet {
  const columns = frame.fields.map((field) => nameOf(field, frame));
  const rows = Array.from({ length: lengthOf(frame) }, (_, i) =>
    frame.fields.map((field) => cell(field.values[i], field.type === "time")),
  );
  return { name: frame.name || frame.ref, columns, rows };
}

/** Series share one column of times; everything else is a sheet of its own. */
export function sheetsOf(frames: readonly Frame[]): Sheet[] {
  const series = frames.filter(
    (f) => f.kind === "series" && f.fields[0]?.type === "time" && f.fields.length >= 2,
  );
  const rest = frames.filter((f) => !series.includes(f)).map(sheetOf);
  return series.length > 1 ? [joined(series), ...rest] : frames.map(sheetOf);
}

const timesOf = (frame: Frame) => (frame.fields[0]?.values ?? []) as number[];

function joined(frames: readonly Frame[]): Sheet {
  const times = [...new Set(frames.flatMap(timesOf))].sort((a, b) => a - b);
  const place = new Map(times.map((time, i) => [time, i]));
  const rows: unknown[][] = times.map((time) => [cell(time, true)]);
  const columns = ["Time"];
  for (const frame of frames) {
    const at = timesOf(frame).map((time) => place.get(time) ?? 0);
    for (const field of frame.fields.slice(1)) {
      const column = columns.push(nameOf(field, frame)) - 1;
      field.values.forEach((value, i) => {
        const row = rows[at[i] ?? 0];
        if (row) {
          row[column] = value;
        }
      });
    }
  }
  return { name: "series", columns, rows: rows.map((row) => Array.from(columns, (_, i) => row[i] ?? null)) };
}

function quoted(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(sheets: readonly Sheet[]): string {
  return sheets
    .map(({ columns, rows }) => [columns, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n"))
    .join("\r\n\r\n");
}
