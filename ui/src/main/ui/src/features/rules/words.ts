import type { Metadata } from "../../api/prometheus";

export type MetricKind = "gauge" | "counter" | "histogram";

/** A metric that a sentence may name. */
export interface Known {
  name: string;
  metric: string;
  kind: MetricKind;
  help: string;
}

/** Every metric as a sentence names it: a histogram without the endings of its series. */
export function knownMetrics(names: readonly string[], metadata: Record<string, Metadata[]>): Known[] {
  const all = new Set(names);
  const out: Known[] = [];
  for (const name of names) {
    const stem = name.replace(/_(bucket|sum|count)$/, "");
    if (stem !== name && all.has(`${stem}_bucket`)) {
      if (name.endsWith("_bucket")) {
        out.push({ name: stem, metric: stem, kind: "histogram", help: metadata[stem]?.[0]?.help ?? "" });
      }
      continue;
    }
    const meta = metadata[name]?.[0];
    const counts = meta?.type === "counter" || /_total$/.test(name);
    const kind = meta?.type === "histogram" ? "histogram" : counts ? "counter" : "gauge";
    if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
      out.push({ name, metric: name, kind, help: meta?.help ?? "" });
    }
  }
  return out;
}

const WORD = /[a-zA-Z_:][a-zA-Z0-9_:]*/g;

/** The metrics that a sentence names: its part of the catalogue. */
export function catalogueOf(sentence: string, known: readonly Known[]): Known[] {
  const named = new Set((sentence.match(WORD) ?? []).map((w) => w.toLowerCase()));
  return known.filter((k) => named.has(k.name.toLowerCase()));
}

/** The word that ends at the cursor, to complete it. */
export function wordAt(text: string, cursor: number): { word: string; from: number } {
  const word = /[a-zA-Z_][a-zA-Z0-9_]*$/.exec(text.slice(0, cursor))?.[0] ?? "";
  return { word, from: cursor - word.length };
}

export function completions(word: string, known: readonly Known[], max = 8): Known[] {
  if (word.length < 2) {
    return [];
  }
  const wanted = word.toLowerCase();
  const hits = known.filter((k) => k.name.toLowerCase().includes(wanted) && k.name !== word);
  const rank = (k: Known) => (k.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length).slice(0, max);
}

export interface Trouble {
  message: string;
  /** Offset in the sentence or the query at which it is. */
  at?: number;
  expected?: string;
  line?: number;
}

/** What a refusal says of the sentence: where, and what was expected there. */
export function troubleOf(message: string): Trouble {
  const bare = message.replace(/^invalid parameter "rule": /, "").replace(/^rule:(\d+): /, "line $1: ");
  const line = /^line (\d+): /.exec(bare)?.[1];
  const column = /column (\d+): /.exec(bare)?.[1];
  const expected = /\(expected: (.*?)\)(?:, in: |$)/s.exec(bare)?.[1];
  const words = bare
    .replace(/^line \d+: /, "")
    .replace(/^[a-z_]+\[\d+\](\.[a-z_]+(\[\d+\])?)*: /, "")
    .replace(/^column \d+: /, "")
    .replace(/, in: .*$/s, "");
  return {
    message: words,
    at: column === undefined ? undefined : Number(column) - 1,
    expected,
    line: line === undefined ? undefined : Number(line),
  };
}

const AMOUNT =
  /([<>]=?|==|above|over|below|under|exceeds|more than|less than|at least|at most|reaches)(\s*)([0-9][0-9.,]*)/i;

/** The sentence with its amount times a factor; undefined where no plain number follows a comparison. */
export function scaledSentence(sentence: string, factor: number): string | undefined {
  const match = AMOUNT.exec(sentence);
  const number = Number(match?.[3]?.replaceAll(",", ""));
  if (!match || !Number.isFinite(number)) {
    return undefined;
  }
  const at = match.index + (match[1] ?? "").length + (match[2] ?? "").length;
  const next = String(Number((number * factor).toPrecision(6)));
  return sentence.slice(0, at) + next + sentence.slice(at + (match[3] ?? "").length);
}

export const EXAMPLES = [
  "SUBJECT > 100 for 5 minutes",
  "average SUBJECT over 10m > 100",
  "SUBJECT per minute > 50",
  "p95 of SUBJECT is above 2 s for 10 minutes",
  "SUBJECT increases by 50% over 1h",
  "no SUBJECT for 2 minutes",
];
