import type { FieldColor, FieldConfig, Panel, PanelKind } from "../lib/board/model";
import { applyFieldConfig, fillScope, withEnds } from "./fieldConfig";
import type { Frame } from "./frames";
import { transform } from "./transform";
import type { Replace } from "./types";

/** Kinds whose colours and bars need to know where a field's values end. */
const WITH_ENDS: ReadonlySet<PanelKind> = new Set([
  "stat",
  "gauge",
  "bargauge",
  "table",
  "pie",
  "statetimeline",
  "statushistory",
  "geomap",
]);

/** How kinds colour their values where a board does not say, as its authors saw it. */
const COLORS: Partial<Record<PanelKind, FieldColor["mode"]>> = {
  stat: "thresholds",
  gauge: "thresholds",
  bargauge: "thresholds",
  table: "thresholds",
  statushistory: "thresholds",
};

function colored({ kind, fields }: Panel): FieldConfig | undefined {
  const mode = COLORS[kind];
  if (mode === undefined || fields?.defaults.color) {
    return fields;
  }
  return { ...fields, defaults: { ...fields?.defaults, color: { mode } } };
}

/** The frames as a panel draws them: transformed, with every field's settings. */
export function preparedFrames(panel: Panel, frames: Frame[], replace: Replace): Frame[] {
  const fill: Replace = (text, scope = {}) => replace(fillScope(text, scope), scope);
  const changed = transform(frames, panel.transformations, fill);
  const ready = applyFieldConfig(changed, colored(panel), fill);
  return WITH_ENDS.has(panel.kind) ? withEnds(ready) : ready;
}
