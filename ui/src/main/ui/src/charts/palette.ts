/** Eight hues, then the same dashed, then dotted: 24 lines that can be told apart. */
const HUES = 8;
const DASHES: (number[] | undefined)[] = [undefined, [6, 3], [2, 3]];

export const STYLED_LINES = HUES * DASHES.length;

export interface LineStyle {
  color: string;
  dash?: number[];
}

export function lineStyle(slot: number): LineStyle {
  if (slot >= STYLED_LINES) {
    return { color: "--rest" };
  }
  return { color: `--s${(slot % HUES) + 1}`, dash: DASHES[Math.floor(slot / HUES)] };
}

/** The colour that the current theme gives a token, with an opacity from 0 to 1. */
export function resolveColor(token: string, opacity = 1): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value);
  if (!hex || opacity === 1) {
    return value;
  }
  const [red, green, blue] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}
