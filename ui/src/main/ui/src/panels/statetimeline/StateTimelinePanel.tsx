import { useMemo, useState } from "react";
import { useThemeName } from "../../charts/theme";
import type { Legend as LegendOptions } from "../../lib/board/model";
import { fullTime } from "../../lib/time/zone";
import { pagePalette } from "../colors";
import { HeatAxes } from "../heatmap/HeatAxes";
import { Reason } from "../parts/Reason";
import { fillTip, placeTip } from "../parts/tip";
import { useTimePlot } from "../parts/useTimePlot";
import { listLines, WithLegend } from "../parts/WithLegend";
import { Pager } from "../table/Pager";
import type { KindProps } from "../types";
import { type StateRow, stateRows, statesOf } from "./states";
import styles from "./states.module.css";

const BOTTOM = 22;

function Rows({
  rows,
  props,
  size,
}: {
  rows: StateRow[];
  props: KindProps;
  size: { width: number; height: number };
}) {
  const { panel, range, zone } = props;
  const palette = pagePalette(useThemeName());
  const options = panel.options ?? {};
  const isHistory = panel.kind === "statushistory";
  const names = Math.min(
    size.width * 0.35,
    Math.max(40, Math.max(0, ...rows.map((r) => r.name.length)) * 6.4 + 12),
  );
  const plot = {
    left: names,
    top: 2,
    width: Math.max(20, size.width - names - 4),
    height: Math.max(20, size.height - BOTTOM),
  };
  const place = plot.height / Math.max(1, rows.length);
  const thick = Math.max(3, place * (options.rowHeight ?? 0.9));
  const x = (t: number) =>
    Math.max(0, Math.min(plot.width, ((t - range.from) / (range.to - range.from)) * plot.width));
  const wide = options.colWidth ?? 0.9;
  const showValue = options.showValue ?? "auto";
  const pointer = useTimePlot({
    props,
    plot,
    describe: (tip, room, left, top) => {
      const at = range.from + (left / plot.width) * (range.to - range.from);
      const multi = options.tooltip?.mode === "multi";
      const chosen = multi ? rows : rows.slice(Math.floor(top / place), Math.floor(top / place) + 1);
      const found = chosen.flatMap((row) => {
        const span = row.spans.findLast((s) => s.from <= at && at < s.to);
        return span ? [{ row, span }] : [];
      });
      const [first] = found;
      if (!first) {
        return false;
      }
      const title = multi
        ? fullTime(at, zone)
        : `${fullTime(first.span.from, zone)} – ${fullTime(first.span.to, zone)}`;
      fillTip(
        tip,
        title,
        found.slice(0, 14).map(({ row, span }) => ({ color: span.color, name: row.name, value: span.text })),
        Math.max(0, found.length - 14),
      );
      placeTip(tip, room, left, top);
      return true;
    },
  });
  return (
    <div
      style={{ position: "relative", ...size }}
      role="img"
      aria-label={`${panel.title ?? "States"}: ${rows
        .slice(0, 8)
        .map((r) => `${r.name} ${r.spans.at(-1)?.text ?? "unknown"}`)
        .join(", ")}`}
    >
      {rows.map((row, i) => (
        <span
          key={row.id}
          className={styles.name}
          style={{ width: names - 8, top: plot.top + place * i + place / 2 - 9 }}
          title={row.name}
        >
          {row.name}
        </span>
      ))}
      <div className={styles.plot} style={plot}>
        {rows.flatMap((row, i) =>
          row.spans
            .filter((s) => s.to > range.from && s.from < range.to)
            .map((span) => {
              const left = x(span.from);
              const width = Math.max(1, (x(span.to) - left) * (isHistory ? wide : 1) - (isHistory ? 0 : 1));
              const fits = width > span.text.length * 6.6 + 6 && thick > 13;
              const opacity = (row.field.config.custom?.fillOpacity ?? 85) / 100;
              return (
                <span
                  key={`${row.id}|${span.from}`}
                  className={styles.span}
                  style={{
                    left,
                    width,
                    top: place * i + (place - thick) / 2,
                    height: thick,
                    background: palette.fade(span.color, opacity),
                    color: palette.textOn(span.color),
                    textAlign: options.alignValue ?? "left",
                    lineHeight: `${thick}px`,
                  }}
                >
                  {showValue !== "never" && (fits || showValue === "always") ? span.text : ""}
                </span>
              );
            }),
        )}
      </div>
      <HeatAxes plot={plot} gutter={0} right={false} range={range} zone={zone} />
      {pointer}
    </div>
  );
}

/** States over time: a row for each series, a span for each state. */
export default function StateTimelinePanel(props: KindProps) {
  const { panel, frames, size, range, zone } = props;
  const palette = pagePalette(useThemeName());
  const [page, setPage] = useState(0);
  const options = panel.options ?? {};
  const rows = useMemo(
    () =>
      stateRows(frames, palette, zone, {
        merge: panel.options?.mergeValues !== false,
        steps: panel.kind === "statushistory",
        to: range.to,
      }),
    [frames, palette, zone, panel, range.to],
  );
  const legend: LegendOptions = options.legend ?? { mode: "list", placement: "bottom" };
  const states = statesOf(rows);
  if (rows.length === 0) {
    return (
      <Reason
        what="There are no states to draw"
        why="A state timeline needs series over time. Ask with a range, not at one instant."
      />
    );
  }
  const perPage = options.perPage && options.perPage > 0 ? options.perPage : rows.length;
  const pages = Math.ceil(rows.length / perPage);
  const at = Math.min(page, pages - 1);
  const pager = pages > 1 ? 32 : 0;
  const mode = legend.mode === "hidden" ? legend : { ...legend, mode: "list" as const };
  return (
    <div>
      <WithLegend
        size={{ ...size, height: size.height - pager }}
        options={mode}
        rows={listLines(
          states.map((s) => s.text),
          0,
          size.width,
        )}
        legend={
          <ul className={styles.legend}>
            {states.map(({ text, color }) => (
              <li key={text}>
                <i style={{ background: color }} /> {text}
              </li>
            ))}
          </ul>
        }
      >
        {(chart) => <Rows rows={rows.slice(at * perPage, (at + 1) * perPage)} props={props} size={chart} />}
      </WithLegend>
      {pages > 1 && <Pager page={at} pages={pages} onPage={setPage} what={`${rows.length} series`} />}
    </div>
  );
}
