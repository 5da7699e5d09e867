import type { Episode } from "../../api/alerting";
import type { Grid } from "../../charts/frame";
import type { Meanwhile } from "./usePreview";

const AROUND = 900;

/** What happened within a quarter of an hour of an episode: changes first, then other alerts. */
export function happenedAt(
  episode: Episode,
  { events, alerts }: Meanwhile,
  grid: Grid,
  self: string,
): string[] {
  const from = Date.parse(episode.from) / 1000 - AROUND;
  const to = Date.parse(episode.to) / 1000 + AROUND;
  const changes = events
    .filter((e) => e.time <= to && Math.max(e.time, e.timeEnd) >= from)
    .map((e) => e.title);
  const others = alerts
    .filter(
      ({ metric, values = [] }) =>
        metric.alertname !== self && values.some(([t]) => t >= from && t <= to + grid.stepSeconds),
    )
    .map(({ metric }) => metric.alertname ?? "");
  return [...new Set([...changes, ...others])].filter((text) => text !== "");
}

/** The times of episodes of all series, joined where they touch or overlap; Unix seconds. */
export function spansOf(episodes: readonly Episode[]): { time: number; until: number }[] {
  const out: { time: number; until: number }[] = [];
  const all = episodes.map((e) => ({ time: Date.parse(e.from) / 1000, until: Date.parse(e.to) / 1000 }));
  for (const span of all.sort((a, b) => a.time - b.time)) {
    const last = out.at(-1);
    if (last && span.time <= last.until) {
      last.until = Math.max(last.until, span.until);
    } else {
      out.push({ ...span });
    }
  }
  return out;
}
