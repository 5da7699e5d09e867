import { type ApiMatcher, type NewSilence, type Silence, toMatcher } from "../../api/alerting";
import { matchersText } from "../../lib/matchers";

export const SILENCE_STATES = ["active", "pending", "expired"] as const;
export type SilenceState = (typeof SILENCE_STATES)[number];

export function matchersTextOf(silence: Pick<Silence, "matchers">): string {
  return matchersText(silence.matchers.map(toMatcher));
}

/** In force first, then those to come, then those that are over; the next to end first, the last to have ended first. */
export function sortSilences(all: readonly Silence[]): Silence[] {
  const end = (s: Silence) => Date.parse(s.endsAt) * (s.status.state === "expired" ? -1 : 1);
  const rank = (s: Silence) => SILENCE_STATES.indexOf(s.status.state);
  return [...all].sort((a, b) => rank(a) - rank(b) || end(a) - end(b));
}

export function filterSilences(all: readonly Silence[], text: string, state?: SilenceState): Silence[] {
  const wanted = text.trim().toLowerCase();
  return all.filter(
    (s) =>
      (state === undefined || s.status.state === state) &&
      (wanted === "" ||
        [matchersTextOf(s), s.comment, s.createdBy, s.id].some((field) =>
          field.toLowerCase().includes(wanted),
        )),
  );
}

/** As `tocsin silence import` and `amtool silence import` read it. */
export function exportText(all: readonly Silence[]): string {
  return JSON.stringify(all, null, 2);
}

function isMatcher(value: unknown): value is ApiMatcher {
  const m = value as Partial<ApiMatcher> | null;
  return typeof m?.name === "string" && typeof m.value === "string" && m.name !== "";
}

/** Silences out of a file, without what was given to them by the server they came from. */
export function importOf(text: string): NewSilence[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `file: ${error instanceof Error ? error.message : "not JSON"} (expected: a list of silences)`,
    );
  }
  if (!Array.isArray(parsed)) {
    throw new Error("file: one value (expected: a list of silences)");
  }
  return parsed.map((one: Partial<Silence>, i) => {
    const { matchers, startsAt, endsAt, createdBy = "import", comment = "imported" } = one;
    if (!Array.isArray(matchers) || matchers.length === 0 || !matchers.every(isMatcher)) {
      throw new Error(`silence ${i + 1}: matchers (expected: at least one with name and value)`);
    }
    if (Number.isNaN(Date.parse(startsAt ?? "")) || Number.isNaN(Date.parse(endsAt ?? ""))) {
      throw new Error(`silence ${i + 1}: startsAt, endsAt (expected: RFC 3339)`);
    }
    const clean = matchers.map((m) => ({
      name: m.name,
      value: m.value,
      isRegex: m.isRegex === true,
      isEqual: m.isEqual !== false,
    }));
    return { matchers: clean, startsAt: startsAt ?? "", endsAt: endsAt ?? "", createdBy, comment };
  });
}
