/** Lengths that a page opens with, and their milliseconds. The last one is what people expect of an old server. */
const LENGTHS: [string, number][] = [
  ["1m", 60_000],
  ["2m", 120_000],
  ["3m", 180_000],
  ["5m", 300_000],
  ["7m", 420_000],
  ["10m", 600_000],
  ["15m", 900_000],
  ["20m", 1_200_000],
  ["30m", 1_800_000],
  ["45m", 2_700_000],
  ["1h", 3_600_000],
];
const SHORTEST = "30s";
const SHORTEST_MILLIS = 30_000;

/** The shortest length that still holds data of this age, so that a young server does not show an empty chart. */
export function fittingLength(ageMillis: number): string {
  if (ageMillis <= SHORTEST_MILLIS) {
    return SHORTEST;
  }
  return LENGTHS.find(([, millis]) => millis >= ageMillis)?.[0] ?? "1h";
}
