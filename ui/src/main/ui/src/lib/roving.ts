/** Keys that move through a list of which only one row is a stop of the Tab key. */
const MOVES: Record<string, (index: number, last: number, page: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, _last, page) => index + page,
  PageUp: (index, _last, page) => index - page,
  Home: () => 0,
  End: (_index, last) => last,
};

/** The row that a key leads to, within the list; undefined when the key does not move. */
export function moveBy(key: string, index: number, count: number, page: number): number | undefined {
  const move = MOVES[key];
  if (!move || count === 0) {
    return undefined;
  }
  return Math.min(count - 1, Math.max(0, move(index, count - 1, page)));
}
