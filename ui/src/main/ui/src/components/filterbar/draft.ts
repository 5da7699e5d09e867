/** A filter as far as it is typed. */
export interface Draft {
  /** Known once a colon or an operator stands behind it. */
  label?: string;
  not: boolean;
  /** What the next word begins with: of the label, or of its value. */
  rest: string;
}

/** Reads `job`, `job:`, `job:we`, `job!:web`, and what people paste from a query: `job="web"`, `job!=web`. */
export function parseDraft(text: string): Draft {
  const match = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(!?)[:=]\s*(.*?)\s*$/s.exec(text);
  if (!match) {
    return { not: false, rest: text.trim() };
  }
  const value = match[3] ?? "";
  const quoted = /^"(.*)"$/s.exec(value);
  return { label: match[1], not: match[2] === "!", rest: quoted?.[1] ?? value };
}
