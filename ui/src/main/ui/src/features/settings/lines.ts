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
export function expiry(days: string, nowMillis: number): string | null {
  const count = Number(days);
  return count > 0 ? new Date(nowMillis + count * DAY_MILLIS).toISOString() : null;
}

const LEAST_PASSWORD = 10;

/** What is wrong with a new password, or undefined. */
export function passwordFault(password: string, again: string): string | undefined {
  if (password.length < LEAST_PASSWORD) {
    return `at least ${LEAST_PASSWORD} characters`;
  }
  return password === again ? undefined : "the two are not the same";
}
