export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Points of one line in pixels, left to right; a hole is null. */
export type Polyline = ([number, number] | null)[];

/** Whether a line runs through a box. */
export function crosses(line: Polyline, box: Box): boolean {
  for (let i = 0; i < line.length; i++) {
    const to = line[i];
    if (!to) {
      continue;
    }
    const from = line[i - 1] ?? to;
    const [x0, y0] = from;
    const [x1, y1] = to;
    if (x1 < box.left || x0 > box.right) {
      continue;
    }
    const at = (x: number) => (x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
    const left = at(Math.max(x0, box.left));
    const right = at(Math.min(x1, box.right));
    if (Math.min(left, right) <= box.bottom && Math.max(left, right) >= box.top) {
      return true;
    }
  }
  return false;
}

/** The first of these places through which no line runs; else the one with the fewest. */
export function freePlace(places: Box[], lines: Polyline[]): Box | undefined {
  let best: Box | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const hits = lines.filter((line) => crosses(line, place)).length;
    if (hits < fewest) {
      best = place;
      fewest = hits;
    }
  }
  return best;
}

/** Where the label of a horizontal line may stand: right, left, then between; above the line before below it. */
export function labelPlaces(plot: Box, y: number, width: number, height: number): Box[] {
  const room = plot.right - plot.left - width;
  return [1, 0, 0.75, 0.5, 0.25].flatMap((share) => {
    const left = plot.left + room * share;
    const box = (top: number) => ({ left, right: left + width, top, bottom: top + height });
    return [box(y - height), box(y)].filter(({ top, bottom }) => top >= plot.top && bottom <= plot.bottom);
  });
}
