import type { OutboxEntry, RouteAnswer } from "../../api/alerting";
import { parseMatchers } from "../../lib/matchers";
import type { Labels } from "../../lib/promql";
import { labelsKey } from "./model";

export type ToldState = "delivered" | "failed" | "retrying" | "waiting" | "muted" | "next";

/** One line of who was told, or who is next. */
export interface ToldLine {
  key: string;
  receiver: string;
  integration: string;
  state: ToldState;
  atMillis?: number;
  words: string;
  entry?: OutboxEntry;
}

function groupLabels(text: string): Labels {
  return Object.fromEntries(parseMatchers(text).matchers.map((m) => [m.name, m.value]));
}

/** `webhook[0]` without its number. */
export function integrationName(text: string): string {
  return text.replace(/\[\d+\]$/, "");
}

function stateOf(status: string): ToldState {
  return status === "delivered" ? "delivered" : status === "retrying" ? "retrying" : "failed";
}

function linesOf(route: RouteAnswer, mine: OutboxEntry[], keptBack: boolean): ToldLine[] {
  const newest = new Map<string, OutboxEntry>();
  for (const entry of mine) {
    if (!newest.has(entry.integration)) {
      newest.set(entry.integration, entry);
    }
  }
  const lines = [...newest.values()].map(
    (entry): ToldLine => ({
      key: `${route.receiver} ${entry.integration} ${entry.id}`,
      receiver: route.receiver,
      integration: entry.integration,
      state: stateOf(entry.status),
      atMillis: Date.parse(entry.time),
      words: entry.status === "delivered" ? "delivered" : entry.message || entry.status,
      entry,
    }),
  );
  const told = mine.find((e) => e.status === "delivered");
  if (route.muted) {
    const names = route.mutedBy.map((m) => `${m.outsideOfActive ? "outside of " : ""}${m.interval}`);
    lines.push({ ...nextOf(route), state: "muted", words: `muted now: ${names.join(", ")}` });
  } else if (keptBack) {
    lines.push({ ...nextOf(route), state: "muted", words: "kept back while silenced or inhibited" });
  } else if (told) {
    lines.push({
      ...nextOf(route),
      atMillis: Date.parse(told.time) + route.repeatIntervalMillis,
      words: "again if still firing",
    });
  } else if (mine.length === 0) {
    lines.push({ ...nextOf(route), words: "with the next flush of its group" });
  }
  return lines;
}

function nextOf(route: RouteAnswer): ToldLine {
  return {
    key: `${route.receiver} next`,
    receiver: route.receiver,
    integration: "",
    state: "next",
    words: "",
  };
}

/** Who was told of an alert since it fires, newest of each way, and who is next. */
export function toldLines(
  routes: readonly RouteAnswer[],
  outbox: readonly OutboxEntry[],
  sinceMillis: number,
  keptBack: boolean,
): ToldLine[] {
  return routes.flatMap((route) => {
    const wanted = labelsKey(route.groupLabels);
    const mine = outbox.filter(
      (entry) =>
        entry.receiver === route.receiver &&
        entry.firing > 0 &&
        Date.parse(entry.time) >= sinceMillis &&
        labelsKey(groupLabels(entry.groupLabels)) === wanted,
    );
    return linesOf(route, mine, keptBack);
  });
}
