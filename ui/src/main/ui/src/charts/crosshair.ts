import type uPlot from "uplot";
import { plainName } from "../lib/promql";
import { clock, fullTime } from "../lib/time/zone";
import { format } from "../lib/units";
import { isShown, type View } from "./options";

const MAX_ROWS = 12;

function element(className: string, text = ""): HTMLElement {
  const node = document.createElement("div");
  node.className = className;
  node.textContent = text;
  return node;
}

function row(color: string, name: string, value: number, view: View): HTMLElement {
  const line = element("tr");
  const swatch = element("sw box");
  swatch.style.setProperty("--k", `var(${color})`);
  const { value: number, unit } = format(value, view.unit);
  const figure = element("tv", number);
  const small = element("unit", unit);
  figure.append(small);
  line.append(swatch, element("tn", plainName(name)), figure);
  return line;
}

function fill(tip: HTMLElement, view: View, index: number): void {
  const time = view.frame.times[index] ?? 0;
  const rows = view.frame.lines
    .filter((line) => isShown(line, view))
    .flatMap((line) => {
      const value = line.values[index];
      return value === null || value === undefined ? [] : [{ line, value }];
    })
    .sort((a, b) => b.value - a.value);
  tip.replaceChildren(element("tt", fullTime(time * 1000, view.zone)));
  for (const { line, value } of rows.slice(0, MAX_ROWS)) {
    tip.append(row(line.color, line.name, value, view));
  }
  if (rows.length > MAX_ROWS) {
    tip.append(element("tt", `and ${rows.length - MAX_ROWS} more`));
  }
  if (rows.length === 0) {
    tip.append(element("tt", "no sample here"));
  }
}

function place(tip: HTMLElement, u: uPlot, left: number): void {
  const gap = 14;
  const width = tip.offsetWidth;
  const room = u.over.clientWidth;
  const right = left + gap + width <= room + 8;
  const x = right ? left + gap : Math.max(-u.over.offsetLeft, left - gap - width);
  const top = Math.min(
    Math.max(0, (u.cursor.top ?? 0) - 24),
    Math.max(0, u.over.clientHeight - tip.offsetHeight),
  );
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(top)}px)`;
}

/**
 * Crosshair extras: the time under the line on every synchronised chart, and a list of values on the chart under
 * the pointer. `onHover` gets the index of the point, or null when the pointer leaves.
 */
export function crosshair(current: () => View, onHover: (index: number | null) => void): uPlot.Plugin {
  const tip = element("tip");
  const time = element("crosstime");
  let inside = false;
  let last: number | null = null;
  const hide = () => {
    inside = false;
    tip.hidden = true;
  };
  const elsewhere = (event: Event) => {
    if (!(event.target instanceof Node && tip.parentElement?.contains(event.target))) {
      hide();
    }
  };
  const report = (index: number | null) => {
    if (index !== last) {
      last = index;
      onHover(index);
    }
  };
  return {
    hooks: {
      init: (u) => {
        tip.hidden = true;
        time.hidden = true;
        u.over.append(tip, time);
        u.over.addEventListener("pointerenter", () => {
          inside = true;
        });
        u.over.addEventListener("pointerleave", (event) => {
          // a finger that lifts leaves the values it asked for on screen
          if (event.pointerType !== "touch") {
            hide();
          }
        });
        document.addEventListener("pointerdown", elsewhere);
      },
      destroy: () => document.removeEventListener("pointerdown", elsewhere),
      setCursor: (u) => {
        const { idx, left } = u.cursor;
        const off = idx === null || idx === undefined || left === undefined || left < 0;
        tip.hidden = off || !inside;
        time.hidden = off;
        report(off ? null : idx);
        if (off) {
          return;
        }
        const view = current();
        const seconds = view.end - view.start < 3600;
        time.textContent = clock((view.frame.times[idx] ?? 0) * 1000, view.zone, seconds);
        time.style.left = `${left}px`;
        if (inside) {
          fill(tip, view, idx);
          place(tip, u, left);
        }
      },
    },
  };
}
