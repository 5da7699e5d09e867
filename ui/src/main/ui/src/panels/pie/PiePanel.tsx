import { useMemo, useState } from "react";
import { useThemeName } from "../../charts/theme";
import type { Legend as LegendOptions } from "../../lib/board/model";
import { measureText } from "../../lib/units/measure";
import { pagePalette } from "../colors";
import { arcPath } from "../gauge/arc";
import { Legend } from "../parts/Legend";
import { LinkList } from "../parts/LinkList";
import type { LegendRow } from "../parts/legend";
import { Reason } from "../parts/Reason";
import { useHidden } from "../parts/useHidden";
import { type PanelValue, panelValues } from "../parts/values";
import { listLines, WithLegend } from "../parts/WithLegend";
import type { KindProps } from "../types";

interface Slice {
  value: PanelValue;
  from: number;
  to: number;
}

export function slicesOf(values: PanelValue[], sort: string): Slice[] {
  const positive = values.filter((v) => v.numeric !== null && v.numeric > 0);
  const sorted =
    sort === "none"
      ? positive
      : [...positive].sort((a, b) => (sort === "asc" ? 1 : -1) * ((a.numeric ?? 0) - (b.numeric ?? 0)));
  const total = sorted.reduce((sum, v) => sum + (v.numeric ?? 0), 0);
  let at = 0;
  return sorted.map((value) => {
    const from = at;
    at += (value.numeric ?? 0) / (total || 1);
    return { value, from, to: at };
  });
}

const percent = (share: number, zone: string) =>
  measureText(share, "percentunit", { zone, decimals: share < 0.1 ? 1 : 0 });

function labelOf({ value, from, to }: Slice, labels: readonly string[], zone: string): string[] {
  return [
    labels.includes("name") ? value.name : "",
    labels.includes("value") ? value.text : "",
    labels.includes("percent") ? percent(to - from, zone) : "",
  ].filter((t) => t !== "");
}

export default function PiePanel({ panel, frames, size, zone, replace, range, hooks }: KindProps) {
  const palette = pagePalette(useThemeName());
  const [hidden, toggle] = useHidden(hooks.onLegend);
  const [focus, setFocus] = useState<string | null>(null);
  const values = useMemo(
    () =>
      panelValues(frames, { panel, palette, zone, replace, range }).filter(
        (v) => v.field.config.custom?.hideFrom?.viz !== true,
      ),
    [frames, panel, palette, zone, replace, range],
  );
  const { pieType = "pie", displayLabels = [], pieSort = "desc" } = panel.options ?? {};
  const legend: LegendOptions = panel.options?.legend ?? {
    mode: "list",
    placement: "right",
    values: ["percent"],
  };
  const slices = slicesOf(
    values.filter((v) => !hidden.has(v.name)),
    pieSort,
  );
  if (values.length === 0) {
    return (
      <Reason
        what="There is no value to show"
        why="The answer has no number that the panel's settings take."
      />
    );
  }
  const order = [...slices.map((s) => s.value), ...values.filter((v) => !slices.some((s) => s.value === v))];
  const shares = new Map(slices.map((s) => [s.value, s.to - s.from]));
  const wanted = legend.values ?? [];
  const rows: LegendRow[] = order
    .filter((v) => v.field.config.custom?.hideFrom?.legend !== true)
    .map((value) => ({
      id: value.id,
      name: value.name,
      color: value.color,
      field: value.field,
      hidden: hidden.has(value.name),
      cells: [
        ...(wanted.includes("value") ? [{ calc: "Value", text: value.text, sort: value.numeric }] : []),
        ...(wanted.includes("percent")
          ? [{ calc: "Percent", text: percent(shares.get(value) ?? 0, zone), sort: shares.get(value) ?? 0 }]
          : []),
      ],
    }));
  const names = rows.map((r) => r.name);
  const lines = legend.mode === "table" ? rows.length : listLines(names, wanted.length * 52, size.width);
  return (
    <WithLegend
      size={size}
      options={legend}
      rows={lines}
      legend={
        <Legend
          rows={rows}
          options={legend}
          onToggle={(name, add) => toggle(names, name, add)}
          onFocus={setFocus}
        />
      }
    >
      {({ width, height }) => {
        const radius = Math.max(8, Math.min(width, height) / 2 - 6);
        const hole = pieType === "donut" ? radius * 0.62 : 0;
        const thick = radius - hole;
        const arc = {
          cx: width / 2,
          cy: height / 2,
          radius: hole + thick / 2,
          from: -Math.PI / 2,
          to: Math.PI * 1.5,
        };
        return (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={`${panel.title ?? "Shares"}: ${slices
              .slice(0, 8)
              .map((s) => `${s.value.name} ${percent(s.to - s.from, zone)}`)
              .join(", ")}`}
          >
            {slices.map((slice) => {
              const { value, from, to } = slice;
              const middle = arc.from + (arc.to - arc.from) * ((from + to) / 2);
              const at = hole > 0 ? arc.radius : radius * 0.66;
              const room = Math.min(thick * 1.6, (to - from) * Math.PI * 2 * at);
              const words = labelOf(slice, displayLabels, zone).filter((w) => w.length * 6.2 < room);
              return (
                <g key={value.id} opacity={focus !== null && focus !== value.id ? 0.35 : 1}>
                  <LinkList links={value.links.slice(0, 1)}>
                    <path d={arcPath(arc, from, to)} stroke={value.color} strokeWidth={thick} fill="none">
                      <title>{`${value.name}: ${value.text} (${percent(to - from, zone)})`}</title>
                    </path>
                  </LinkList>
                  {slices.length > 1 && (
                    <line
                      x1={arc.cx + hole * Math.cos(arc.from + Math.PI * 2 * from)}
                      y1={arc.cy + hole * Math.sin(arc.from + Math.PI * 2 * from)}
                      x2={arc.cx + radius * Math.cos(arc.from + Math.PI * 2 * from)}
                      y2={arc.cy + radius * Math.sin(arc.from + Math.PI * 2 * from)}
                      stroke={palette.token("--surface")}
                      strokeWidth={1.5}
                    />
                  )}
                  {words.map((word, i) => (
                    <text
                      key={word}
                      x={arc.cx + at * Math.cos(middle)}
                      y={arc.cy + at * Math.sin(middle) + (i - (words.length - 1) / 2) * 14}
                      fontSize={11}
                      fontWeight={500}
                      textAnchor="middle"
                      dominantBaseline="middle"
                      fill={palette.textOn(value.color)}
                      pointerEvents="none"
                    >
                      {word}
                    </text>
                  ))}
                </g>
              );
            })}
            {slices.length === 0 && (
              <text
                x={width / 2}
                y={height / 2}
                textAnchor="middle"
                fontSize={12}
                fill={palette.token("--muted")}
              >
                every value is zero or hidden
              </text>
            )}
          </svg>
        );
      }}
    </WithLegend>
  );
}
