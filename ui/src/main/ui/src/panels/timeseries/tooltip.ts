import type { uPlot } from "../../charts/Plot";
import type { Tooltip } from "../../lib/board/model";
import { clock, fullTime } from "../../lib/time/zone";
import type { Crosshair } from "../crosshair";
import { displayOf, shownText } from "../display";
import { linksOf, valueScope } from "../fieldConfig";
import { element, fillTip, placeTip, type TipRow } from "../parts/tip";
import type { AnnotationMark, Replace } from "../types";
import type { AxisContext } from "./axes";
import type { Diamond } from "./draw";
import type { Drawn } from "./model";

const MAX_ROWS = 12;

export interface TipContext extends AxisContext {
  tooltip: () => Tooltip;
  crosshair: () => Crosshair | undefined;
  panelId: number;
  diamonds: () => Diamond[];
  marks: () => AnnotationMark[];
  replace: () => Replace;
  keyOf: (scale: string) => string;
}

interface Found {
  drawn: Drawn;
  value: number;
  index: number;
}

const REACH = 4;

/** The sample at this place, or beside it where the place belongs to a series with other times. */
function valueNear(drawn: Drawn, index: number): number | undefined {
  for (let distance = 0; distance <= REACH; distance++) {
    for (const at of distance === 0 ? [index] : [index - distance, index + distance]) {
      const value = drawn.raw[at];
      if (value === null) {
        return undefined;
      }
      if (value !== undefined) {
        return value;
      }
    }
  }
  return undefined;
}

/** What the tooltip lists: all at this time, or only the one whose line is nearest to the pointer. */
function foundAt(u: uPlot, context: TipContext, index: number, top: number): Found[] {
  const { mode, sort = "none", hideZeros } = context.tooltip();
  const all = context.model().series.flatMap((drawn): Found[] => {
    const value = drawn.inTooltip ? valueNear(drawn, index) : undefined;
    return value === undefined || (hideZeros && value === 0) ? [] : [{ drawn, value, index }];
  });
  if (mode === "single") {
    const distance = ({ drawn }: Found) =>
      Math.abs(u.valToPos(drawn.values[index] ?? 0, context.keyOf(drawn.scale)) - top);
    const nearest = all.reduce<Found | undefined>(
      (best, each) => (best === undefined || distance(each) < distance(best) ? each : best),
      undefined,
    );
    return nearest ? [nearest] : [];
  }
  if (sort === "none") {
    return all;
  }
  return all.sort((a, b) => (sort === "asc" ? a.value - b.value : b.value - a.value));
}

function rowOf({ drawn, value, index }: Found, context: TipContext, withLinks: boolean): TipRow {
  const show = displayOf(drawn.field, { palette: context.palette, zone: context.zone(), name: drawn.name });
  const shown = shownText(show(drawn.field.type === "boolean" ? value === 1 : value));
  const { start, end } = context.range();
  const scope = () =>
    valueScope(drawn.field, drawn.frame, index, shown, { from: start * 1000, to: end * 1000 });
  return {
    color: drawn.color,
    name: drawn.name,
    value: shown,
    links:
      withLinks && drawn.field.config.links
        ? linksOf(drawn.field.config.links, scope(), context.replace())
        : [],
  };
}

function diamondAt(context: TipContext, left: number, top: number): Diamond | undefined {
  return context.diamonds().find((d) => Math.hypot(d.x - left, d.y - top) < 8);
}

function fillDiamond(tip: HTMLElement, context: TipContext, { frame, row }: Diamond): void {
  const source = context.model().exemplars[frame];
  const time = Number(source?.fields[0]?.values[row] ?? 0);
  const rows = (source?.fields ?? []).slice(1).map((field) => ({
    name: field.name,
    value: String(field.values[row] ?? "–"),
  }));
  fillTip(
    tip,
    `Exemplar · ${fullTime(time, context.zone())}`,
    rows.filter((r) => r.value !== "–"),
  );
}

/** Small flags at the top of the plot that say what an annotation is; each can be reached by keyboard. */
function flags(u: uPlot, context: TipContext, holder: HTMLElement): void {
  holder.replaceChildren();
  const { start, end } = context.range();
  for (const mark of context.marks().slice(0, 200)) {
    const time = mark.time / 1000;
    if (time < start || time > end) {
      continue;
    }
    const flag = document.createElement("button");
    flag.type = "button";
    flag.className = "flag";
    const words = [mark.title, mark.text, mark.tags?.join(", ")].filter(Boolean).join(" · ");
    flag.title = `${mark.name}: ${words || fullTime(mark.time, context.zone())}\n${fullTime(mark.time, context.zone())}`;
    flag.setAttribute("aria-label", flag.title);
    flag.style.left = `${u.valToPos(time, "x")}px`;
    flag.style.color = context.palette.named(mark.color ?? "--muted");
    holder.append(flag);
  }
}

/** Crosshair, values under the pointer, exemplars, flags. A click holds the values until the next one. */
export function tooltipPlugin(context: TipContext): uPlot.Plugin {
  const tip = element("tip");
  const time = element("crosstime");
  const holder = element("flags");
  let inside = false;
  let pinned = false;
  let told = false;
  let unsubscribe: (() => void) | undefined;

  const list = (u: uPlot, idx: number, at: number) => {
    const { left = -1, top = -1 } = u.cursor;
    const diamond = inside ? diamondAt(context, left, top) : undefined;
    if (diamond) {
      fillDiamond(tip, context, diamond);
      return;
    }
    const found = foundAt(u, context, idx, top);
    const rows = found.slice(0, pinned ? 200 : MAX_ROWS).map((f) => rowOf(f, context, pinned));
    fillTip(
      tip,
      fullTime(at, context.zone()),
      rows,
      found.length - rows.length,
      found.length === 0 ? "no sample here" : "",
    );
  };
  const limit = () => {
    const { maxWidth, maxHeight } = context.tooltip();
    const height = maxHeight ?? (pinned ? 300 : undefined);
    tip.style.maxWidth = maxWidth ? `${maxWidth}px` : "";
    tip.style.maxHeight = height ? `${height}px` : "";
  };
  const show = (u: uPlot) => {
    const { idx, left = -1, top = -1 } = u.cursor;
    const off = idx === null || idx === undefined || left < 0;
    const isOther = told && context.crosshair()?.mode === "tooltip";
    const wanted = !off && context.tooltip().mode !== "none" && (inside || isOther);
    time.hidden = off;
    tip.hidden = !wanted;
    if (off) {
      return;
    }
    const { start, end } = context.range();
    const at = (context.model().times[idx] ?? 0) * 1000;
    time.textContent = clock(at, context.zone(), end - start < 3600);
    time.style.left = `${left}px`;
    if (wanted) {
      list(u, idx, at);
      limit();
      placeTip(tip, u.over, left, Math.max(0, top));
    }
  };
  const pin = (on: boolean) => {
    pinned = on;
    tip.classList.toggle("pinned", on);
  };
  const leave = () => {
    if (!pinned) {
      inside = false;
      tip.hidden = true;
    }
    context.crosshair()?.set(null, context.panelId);
  };
  const listen = (u: uPlot) => {
    let down = 0;
    u.over.addEventListener("pointerenter", () => {
      inside = true;
    });
    u.over.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && leave());
    u.over.addEventListener("pointerdown", (event) => {
      down = event.clientX;
    });
    u.over.addEventListener("click", (event) => {
      const isFlag = event.target instanceof Element && event.target.closest(".flag, .tip");
      if (Math.abs(event.clientX - down) < 4 && !isFlag && context.tooltip().mode !== "none") {
        pin(!pinned);
        show(u);
      }
    });
  };
  return {
    hooks: {
      init: (u) => {
        tip.hidden = true;
        time.hidden = true;
        u.over.append(holder, tip, time);
        listen(u);
        unsubscribe = context.crosshair()?.subscribe((at, from) => {
          if (from !== context.panelId && !pinned) {
            told = at !== null;
            const left = at === null ? -10 : u.valToPos(at / 1000, "x");
            const isIn = left >= 0 && left <= u.over.clientWidth;
            u.setCursor({ left: isIn ? left : -10, top: isIn ? u.over.clientHeight / 2 : -10 });
            told = false;
          }
        });
      },
      destroy: () => unsubscribe?.(),
      draw: (u) => flags(u, context, holder),
      setCursor: (u) => {
        if (pinned) {
          return;
        }
        if (inside && !told) {
          const { left = -1 } = u.cursor;
          context.crosshair()?.set(left < 0 ? null : u.posToVal(left, "x") * 1000, context.panelId);
        }
        show(u);
      },
    },
  };
}
