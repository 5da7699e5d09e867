import { parseDuration, readableDuration } from "../time/duration";
import { type Instants, parseInstant } from "../time/range";
import type { Zone } from "../time/zone";
import type { Panel } from "./model";

export interface PanelTime extends Instants {
  /** What the panel's title row says of a range that is not the board's; empty where it is. */
  label: string;
}

/** The range of one panel: its own length, and so much earlier. What cannot be read is left out and said. */
export function panelTime(
  panel: Pick<Panel, "timeFrom" | "timeShift" | "hideTimeOverride">,
  board: Instants,
  nowMillis: number,
  zone: Zone,
): PanelTime {
  let { fromMillis, toMillis } = board;
  const labels: string[] = [];
  if (panel.timeFrom) {
    const own = ownStart(panel.timeFrom.trim(), nowMillis, zone);
    if (own) {
      fromMillis = own.fromMillis;
      toMillis = nowMillis;
      labels.push(own.label);
    } else {
      labels.push(`time range ${panel.timeFrom} is not readable`);
    }
  }
  if (panel.timeShift) {
    const shift = parseDuration(panel.timeShift.trim().replace(/^(now)?-/, ""));
    if (shift) {
      fromMillis -= shift;
      toMillis -= shift;
      labels.push(`${readableDuration(shift)} earlier`);
    } else {
      labels.push(`time shift ${panel.timeShift} is not readable`);
    }
  }
  return { fromMillis, toMillis, label: panel.hideTimeOverride ? "" : labels.join(", ") };
}

function ownStart(text: string, nowMillis: number, zone: Zone) {
  const length = parseDuration(text.replace(/^now-/, ""));
  if (length) {
    return { fromMillis: nowMillis - length, label: `last ${readableDuration(length)}` };
  }
  const fromMillis = text.startsWith("now") ? parseInstant(text, nowMillis, zone) : undefined;
  return fromMillis === undefined || fromMillis >= nowMillis
    ? undefined
    : { fromMillis, label: `since ${text}` };
}
