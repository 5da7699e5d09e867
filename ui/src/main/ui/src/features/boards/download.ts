import { download, fileName, downloadCsv as saveCsv } from "../../components/download";
import { interpolate } from "../../lib/board/interpolate";
import type { PlacedPanel } from "../../lib/board/repeat";
import { applyFieldConfig } from "../../panels/fieldConfig";
import type { Frame } from "../../panels/frames";
import { transform } from "../../panels/transform";
import type { BoardView } from "./context";
import { pngOf } from "./picture";
import { csvOf, sheetsOf } from "./tables";

/** The frames of a panel after its transformations, with the names that it shows. */
export function shownFrames(view: BoardView, { key, panel, values }: PlacedPanel): Frame[] {
  const replace = (text: string) => interpolate(text, { ...view.interpolation, values }, "text");
  const frames = transform(view.feed.get(key).frames, panel.transformations, replace);
  return applyFieldConfig(frames, panel.fields, replace);
}

export function saveTable(view: BoardView, placed: PlacedPanel, title: string): void {
  const frames = shownFrames(view, placed);
  if (frames.length === 0) {
    throw new Error("there is nothing to write yet");
  }
  saveCsv(title, csvOf(sheetsOf(frames)));
}

export async function savePicture({ key }: PlacedPanel, title: string): Promise<void> {
  const element = document.querySelector<HTMLElement>(`section[data-panel="${CSS.escape(key)}"]`);
  if (!element) {
    throw new Error("the panel is not on screen");
  }
  const surface = getComputedStyle(document.documentElement).getPropertyValue("--surface");
  download(fileName(title, "png"), await pngOf(element, surface));
}
