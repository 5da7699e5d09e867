import { type PointerEvent, useEffect, useLayoutEffect, useRef } from "react";
import chart from "../../charts/TimeChart.module.css";
import { clock } from "../../lib/time/zone";
import type { KindProps } from "../types";

export interface TimePlot {
  props: KindProps;
  /** The part of the panel that is a time axis wide. */
  plot: { left: number; top: number; width: number; height: number };
  /** Fills the box beside the pointer; false hides it. */
  describe: (tip: HTMLElement, room: HTMLElement, left: number, top: number) => boolean;
}

/** Pointer over a drawing with time on its x axis: shared line, values, zoom by dragging and its undoing. */
export function useTimePlot(wish: TimePlot) {
  const latest = useRef(wish);
  const room = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const start = useRef<number | null>(null);
  useLayoutEffect(() => {
    latest.current = wish;
  });
  const { crosshair } = wish.props.hooks;
  const { plot, props } = wish;

  const timeAt = (left: number) => {
    const { range } = latest.current.props;
    return range.from + (left / latest.current.plot.width) * (range.to - range.from);
  };
  const showLine = (at: number | null) => {
    const { range, zone } = latest.current.props;
    const left = at === null ? -1 : ((at - range.from) / (range.to - range.from)) * latest.current.plot.width;
    const off = left < 0 || left > latest.current.plot.width;
    for (const node of [line.current, time.current]) {
      if (node) {
        node.hidden = off;
        node.style.left = `${left}px`;
      }
    }
    if (time.current && at !== null) {
      time.current.textContent = clock(at, zone, range.to - range.from < 3_600_000);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the listener reads what is new through the ref
  useEffect(
    () =>
      crosshair?.subscribe((at, from) => {
        if (from !== latest.current.props.panel.id) {
          showLine(at);
        }
      }),
    [crosshair],
  );

  const placeOf = (event: PointerEvent) => {
    const bounds = room.current?.getBoundingClientRect();
    return { left: event.clientX - (bounds?.left ?? 0), top: event.clientY - (bounds?.top ?? 0) };
  };
  const onMove = (event: PointerEvent) => {
    const { left, top } = placeOf(event);
    const at = timeAt(left);
    showLine(at);
    crosshair?.set(at, props.panel.id);
    if (start.current !== null && box.current) {
      box.current.hidden = false;
      box.current.style.left = `${Math.min(left, start.current)}px`;
      box.current.style.width = `${Math.abs(left - start.current)}px`;
    }
    if (tip.current && room.current) {
      tip.current.hidden =
        props.panel.options?.tooltip?.mode === "none" ||
        !latest.current.describe(tip.current, room.current, left, top);
    }
  };
  const onLeave = () => {
    showLine(null);
    crosshair?.set(null, props.panel.id);
    if (tip.current) {
      tip.current.hidden = true;
    }
  };
  const onUp = (event: PointerEvent) => {
    const { left } = placeOf(event);
    const from = start.current;
    start.current = null;
    if (box.current) {
      box.current.hidden = true;
    }
    if (from !== null && Math.abs(left - from) > 6) {
      props.hooks.onZoom?.(timeAt(Math.min(from, left)), timeAt(Math.max(from, left)));
    }
  };
  return (
    <div className={chart.chart} style={{ position: "absolute", ...plot }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here, the time picker does by keyboard */}
      <div
        ref={room}
        style={{ position: "absolute", inset: 0, cursor: "crosshair" }}
        onPointerMove={onMove}
        onPointerLeave={onLeave}
        onPointerDown={(e) => {
          start.current = e.button === 0 ? placeOf(e).left : null;
        }}
        onPointerUp={onUp}
        onDoubleClick={() => props.hooks.onUndoZoom?.()}
      >
        <div
          ref={line}
          hidden
          style={{
            position: "absolute",
            top: 0,
            bottom: 0,
            borderLeft: "1px dashed var(--cross)",
            pointerEvents: "none",
          }}
        />
        <div
          ref={box}
          hidden
          className="u-select"
          style={{ position: "absolute", top: 0, bottom: 0, pointerEvents: "none" }}
        />
        <div ref={time} hidden className="crosstime" />
        <div ref={tip} hidden className="tip" />
      </div>
    </div>
  );
}
