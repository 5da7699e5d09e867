/** A query that was run, and when it was run last. */
export interface PastQuery {
  query: string;
  atMillis: number;
}

export const MAX_HISTORY = 50;

/** Newest first, each query once; the oldest fall out. */
export function addToHistory(history: PastQuery[], queries: string[], atMillis: number): PastQuery[] {
  const ran = [...new Set(queries.map((q) => q.trim()))].filter((query) => query !== "");
  const rest = history.filter((past) => !ran.includes(past.query));
  return [...ran.map((query) => ({ query, atMillis })), ...rest].slice(0, MAX_HISTORY);
}

function isPast(value: unknown): value is PastQuery {
  const past = value as Partial<PastQuery> | null;
  return typeof past?.query === "string" && typeof past.atMillis === "number";
}

/** What the browser kept; anything that does not read as a history is none. */
export function readHistory(text: string | null): PastQuery[] {
  try {
    const parsed: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(parsed) ? parsed.filter(isPast).slice(0, MAX_HISTORY) : [];
  } catch {
    return [];
  }
}

/** The queries that contain every word of the text. */
export function findInHistory(history: PastQuery[], text: string): PastQuery[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return history.filter(({ query }) => words.every((word) => query.toLowerCase().includes(word)));
}
