import type { Panel, PanelKind } from "../lib/board/model";
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

/** The frames as a panel draws them: transformed, with every field's settings. */
export function preparedFrames(panel: Panel, frames: Frame[], replace: Replace): Frame[] {
  const fill: Replace = (text, scope = {}) => replace(fillScope(text, scope), scope);
  const changed = transform(frames, panel.transformations, fill);
  const ready = applyFieldConfig(changed, panel.fields, fill);
  return WITH_ENDS.has(panel.kind) ? withEnds(ready) : ready;
}
