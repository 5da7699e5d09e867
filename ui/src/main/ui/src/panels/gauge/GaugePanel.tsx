import { useMemo } from "react";
import { useThemeName } from "../../charts/theme";
import { pagePalette } from "../colors";
import { Reason } from "../parts/Reason";
import { panelValues } from "../parts/values";
import { columnsFor } from "../stat/StatPanel";
import type { KindProps } from "../types";
import { Dial } from "./Dial";

export default function GaugePanel({ panel, frames, size, zone, replace, range }: KindProps) {
  const palette = pagePalette(useThemeName());
  const values = useMemo(
    () => panelValues(frames, { panel, palette, zone, replace, range }),
    [frames, panel, palette, zone, replace, range],
  );
  if (values.length === 0) {
    return (
      <Reason
        what="There is no value to show"
        why="The answer has no number that the panel's settings take."
      />
    );
  }
  const options = panel.options ?? {};
  const orientation = options.orientation ?? "auto";
  const columns = columnsFor(
    values.length,
    size.width / 0.75,
    size.height,
    orientation === "horizontal" ? "vertical" : orientation === "vertical" ? "horizontal" : "auto",
  );
  const rows = Math.ceil(values.length / columns);
  const manual = options.sizing === "manual";
  const width = Math.max(size.width / columns - 4, manual ? (options.minVizWidth ?? 75) : 60);
  const height = Math.max(size.height / rows - 4, manual ? (options.minVizHeight ?? 75) : 60);
  return (
    <div
      style={{
        display: "flex",
        flexWrap: "wrap",
        justifyContent: "space-evenly",
        alignContent: "space-evenly",
        gap: 4,
        height: size.height,
        overflow: "auto",
      }}
    >
      {values.map((value) => (
        <Dial
          key={value.id}
          value={value}
          width={width}
          height={height}
          options={options}
          palette={palette}
          zone={zone}
          named={values.length > 1 || value.field.config.displayName !== undefined}
        />
      ))}
    </div>
  );
}
