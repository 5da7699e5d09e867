/** Where a line begins in a text; lines count from 1, and one past the end is the end. */
export function lineStart(text: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf("\n", at);
    if (next < 0) {
      return text.length;
    }
    at = next + 1;
  }
  return at;
}

const DAY_MILLIS = 86_400_000;

/** When a token that lives so many days ends; null is never. */
export function expiry(days: string, nowMillis: number): number | null {
  const count = Number(days);
  return count > 0 ? nowMillis + count * DAY_MILLIS : null;
}
