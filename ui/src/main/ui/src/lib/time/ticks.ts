import { clock, dayMonth, instantOf, wallTime, type Zone } from "./zone";

const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  345_600, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
];

/** Distance between time ticks so that none is closer than `minPixels` to the next. */
export function tickDistance(rangeSeconds: number, widthPixels: number, minPixels: number): number {
  const raw = rangeSeconds / Math.max(1, widthPixels / minPixels);
  return STEPS_SECONDS.find((s) => s >= raw) ?? 31_536_000;
}

/** Round times between both ends in that zone, Unix seconds. Days start at the zone's own midnight. */
export function timeTicks(start: number, end: number, distance: number, zone: Zone): number[] {
  const w = wallTime(start * 1000, zone);
  const midnight = instantOf({ ...w, hour: 0, minute: 0, second: 0 }, zone) / 1000;
  const out: number[] = [];
  if (distance < 86_400) {
    for (let t = midnight + Math.ceil((start - midnight) / distance) * distance; t <= end; t += distance) {
      out.push(t);
    }
    return out;
  }
  const days = Math.round(distance / 86_400);
  for (let i = 0; ; i++) {
    const t = instantOf({ ...w, day: w.day + i * days, hour: 0, minute: 0, second: 0 }, zone) / 1000;
    if (t > end) {
      return out;
    }
    if (t >= start) {
      out.push(t);
    }
  }
}

/** `14:20`, with seconds when ticks are that close; the day at midnight and on long ranges. */
export function tickLabel(seconds: number, distance: number, zone: Zone): string {
  const millis = seconds * 1000;
  const w = wallTime(millis, zone);
  if (distance >= 86_400 || (w.hour === 0 && w.minute === 0 && w.second === 0)) {
    return distance >= 31_536_000 ? String(w.year) : dayMonth(millis, zone);
  }
  return clock(millis, zone, distance < 60);
}
