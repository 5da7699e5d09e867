import { parseSelectors, type Selector } from "./selectors";

/** One condition on a label, as a chip shows it: `job:web`, `job!:web`. */
export interface Filter {
  label: string;
  value: string;
  /** The label must differ from the value. */
  not?: boolean;
}

/** What the whole page is narrowed to; part of every address and of every link inside. */
export interface Filters {
  /** The environment, a value of `envLabel`. */
  env?: string;
  /** `env` when left out; systems call it differently. */
  envLabel?: string;
  chips: Filter[];
}

export const NO_FILTERS: Filters = { chips: [] };

/** Labels that stand for the environment; the first that exists is the one behind the chooser. */
export const ENV_LABELS = ["env", "environment", "deployment_environment", "deployment_environment_name"];
const ENV_LABEL = "env";

const MAX_CHIPS = 20;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** `service:api,job!:web`; a comma, a colon or a backslash in a value has a backslash before it. */
export function parseChips(text: string | undefined): Filter[] {
  const chips: Filter[] = [];
  for (const part of splitEscaped(text ?? "")) {
    const match = /^([a-zA-Z_][a-zA-Z0-9_]*)(!?):(.*)$/s.exec(part);
    if (match?.[1] !== undefined && match[3] !== undefined && chips.length < MAX_CHIPS) {
      const value = match[3].replace(/\\(.)/gs, "$1");
      chips.push(match[2] === "!" ? { label: match[1], value, not: true } : { label: match[1], value });
    }
  }
  return chips;
}

function splitEscaped(text: string): string[] {
  return text.match(/(?:\\.|[^,\\])+/gs) ?? [];
}

export function chipsText(chips: readonly Filter[]): string | undefined {
  const parts = chips
    .filter((chip) => LABEL.test(chip.label))
    .map(({ label, value, not }) => `${label}${not ? "!" : ""}:${value.replace(/[\\,]/g, "\\$&")}`);
  return parts.length === 0 ? undefined : parts.join(",");
}

/** Adds a chip; the same label and kind with another value gives way. */
export function withChip(chips: readonly Filter[], chip: Filter): Filter[] {
  const others = chips.filter((c) => c.label !== chip.label || c.not === true || chip.not === true);
  const known = others.some(
    (c) => c.label === chip.label && c.value === chip.value && (c.not ?? false) === (chip.not ?? false),
  );
  return known ? [...others] : [...others, chip];
}

export function withoutChip(chips: readonly Filter[], chip: Filter): Filter[] {
  return chips.filter(
    (c) => c.label !== chip.label || c.value !== chip.value || (c.not ?? false) !== (chip.not ?? false),
  );
}

/** All conditions, the environment first. */
export function conditions({ env, envLabel = ENV_LABEL, chips }: Filters): Filter[] {
  return env === undefined ? chips : [{ label: envLabel, value: env }, ...chips];
}

export function hasFilters(filters: Filters): boolean {
  return filters.env !== undefined || filters.chips.length > 0;
}

/** A condition as PromQL writes it: `job="web"`. */
export function matcherText({ label, value, not }: Filter): string {
  const quoted = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `${label}${not ? "!=" : "="}"${quoted}"`;
}

/** `{env="prod",job="web"}`, or nothing: for calls that take a selector. */
export function filterSelector(filters: Filters): string | undefined {
  const all = conditions(filters);
  return all.length === 0 ? undefined : `{${all.map(matcherText).join(",")}}`;
}

/**
 * The query with the filters in every selector. A selector that names a filter's label itself keeps its own word:
 * who writes `job="node"` means it. Text that cannot be read as PromQL comes back as it is.
 */
export function applyFilters(query: string, filters: Filters): string {
  const wanted = conditions(filters);
  if (wanted.length === 0) {
    return query;
  }
  let out = "";
  let at = 0;
  for (const selector of parseSelectors(query)) {
    const own = wanted.filter((filter) => !selector.labels.includes(filter.label));
    out += query.slice(at, selector.start) + narrowed(query, selector, own.map(matcherText));
    at = selector.end;
  }
  return out + query.slice(at);
}

function narrowed(query: string, selector: Selector, matchers: string[]): string {
  const text = query.slice(selector.start, selector.end);
  if (matchers.length === 0) {
    return text;
  }
  if (selector.braceEnd === undefined) {
    return `${text}{${matchers.join(",")}}`;
  }
  const head = query.slice(selector.start, selector.braceEnd).trimEnd();
  const comma = head.endsWith("{") || head.endsWith(",") ? "" : ",";
  return `${head}${comma}${matchers.join(",")}}`;
}

/** Whether these labels satisfy every condition; a label that is not there is the empty text. */
export function passes(labels: Readonly<Record<string, string>>, filters: Filters): boolean {
  return conditions(filters).every(
    ({ label, value, not }) => ((labels[label] ?? "") === value) !== (not ?? false),
  );
}
