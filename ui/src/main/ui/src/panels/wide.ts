import { type Frame, nameOf, numbersOf } from "./frames";

/** All series side by side over their common times; tables stay as they are. */
export function wideFrame(frames: Frame[]): Frame[] {
  const series = frames.filter((f) => f.kind === "series" && f.fields[0]?.type === "time");
  const rest = frames.filter((f) => !series.includes(f) && f.fields.length > 0);
  if (series.length === 0) {
    return rest;
  }
  const times = [...new Set(series.flatMap((f) => f.fields[0]?.values as number[]))].sort((a, b) => a - b);
  const place = new Map(times.map((t, i) => [t, i]));
  const fields = series.flatMap((frame) =>
    frame.fields.slice(1).map((field) => {
      const values: unknown[] = new Array(times.length).fill(null);
      const own = field.type === "number" ? numbersOf(field) : field.values;
      frame.fields[0]?.values.forEach((time, i) => {
        values[place.get(Number(time)) ?? 0] = own[i] ?? null;
      });
      return { ...field, values, legend: nameOf(field, frame) };
    }),
  );
  return [
    {
      ref: "",
      name: "series",
      kind: "table",
      fields: [{ name: "Time", type: "time", values: times, config: {} }, ...fields],
    },
    ...rest,
  ];
}
