import type { Field } from "./frames";

/** What a column comes down to: a number, a text, or a list of values. */
export type Reduced = number | string | boolean | null | unknown[];

type Reducer = (values: unknown[]) => Reduced;

const isNothing = (value: unknown) => value === null || value === undefined;
const isNumber = (value: unknown): value is number => typeof value === "number" && !Number.isNaN(value);
const present = (values: unknown[]) => values.filter((v) => !isNothing(v) && !Number.isNaN(v));

/** Booleans count as 1 and 0. */
function numbers(values: unknown[]): number[] {
  return values.map((v) => (typeof v === "boolean" ? Number(v) : v)).filter(isNumber);
}

function over(fold: (values: number[]) => number | null): Reducer {
  return (values) => {
    const all = numbers(values);
    return all.length === 0 ? null : fold(all);
  };
}

const sum = (values: number[]) => values.reduce((total, v) => total + v, 0);
const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
const mean = (values: number[]) => sum(values) / values.length;

function variance(values: number[]): number {
  const middle = mean(values);
  return mean(values.map((v) => (v - middle) ** 2));
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** The value at this share of the sorted ones, not one between two. */
function quantile(share: number): Reducer {
  return over((values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.round((sorted.length - 1) * share)] ?? null;
  });
}

/** The rise of a counter: what it lost at a reset is not counted. */
function rise(values: number[]): number {
  let total = 0;
  let up = true;
  for (let i = 1; i < values.length; i++) {
    const now = values[i] ?? 0;
    const before = values[i - 1] ?? 0;
    if (before > now) {
      up = false;
      total += i === values.length - 1 ? now : 0;
    } else {
      total += up ? now - before : now;
      up = true;
    }
  }
  return total;
}

function smallestStep(values: number[]): number | null {
  const steps = values.slice(1).map((v, i) => v - (values[i] ?? 0));
  return steps.length === 0 ? null : least(steps);
}

const first = (values: number[]) => values[0] ?? 0;
const last = (values: number[]) => values.at(-1) ?? 0;

function change(values: number[]): number | null {
  const from = first(values);
  return from === 0 ? null : (last(values) - from) / from;
}

function changes(values: unknown[]): number {
  const all = present(values);
  return all.filter((v, i) => i > 0 && v !== all[i - 1]).length;
}

const REDUCERS: Record<string, [name: string, reduce: Reducer]> = {
  lastNotNull: ["Last *", (values) => (present(values).at(-1) ?? null) as Reduced],
  last: ["Last", (values) => (values.at(-1) ?? null) as Reduced],
  firstNotNull: ["First *", (values) => (present(values)[0] ?? null) as Reduced],
  first: ["First", (values) => (values[0] ?? null) as Reduced],
  min: ["Min", over(least)],
  max: ["Max", over(most)],
  mean: ["Mean", over(mean)],
  median: ["Median", over(median)],
  variance: ["Variance", over(variance)],
  stdDev: ["StdDev", over((values) => Math.sqrt(variance(values)))],
  sum: ["Total", over(sum)],
  count: ["Count", (values) => values.length],
  countAll: ["Count", (values) => values.length],
  nonNullCount: ["Count of values", (values) => present(values).length],
  range: ["Range", over((values) => most(values) - least(values))],
  delta: ["Delta", over(rise)],
  step: ["Step", over(smallestStep)],
  diff: ["Difference", over((values) => last(values) - first(values))],
  diffperc: ["Difference percent", over(change)],
  logmin: [
    "Min above zero",
    over((values) => {
      const above = values.filter((v) => v > 0);
      return above.length === 0 ? null : least(above);
    }),
  ],
  allIsZero: ["All zeros", (values) => present(values).length > 0 && present(values).every((v) => v === 0)],
  allIsNull: ["All nulls", (values) => values.every(isNothing)],
  changeCount: ["Change count", changes],
  distinctCount: ["Distinct count", (values) => new Set(present(values)).size],
  uniqueValues: ["All unique values", (values) => [...new Set(values)]],
  allValues: ["All values", (values) => [...values]],
};

const QUANTILE = /^p(\d{1,2}(?:\.\d+)?)$/;

function reducerOf(id: string): [string, Reducer] | undefined {
  const quantileId = QUANTILE.exec(id)?.[1];
  if (quantileId !== undefined) {
    return [`${quantileId}th %`, quantile(Number(quantileId) / 100)];
  }
  return REDUCERS[ALIASES[id] ?? id];
}

/** Names of old boards. */
const ALIASES: Record<string, string> = {
  current: "lastNotNull",
  avg: "mean",
  total: "sum",
  last_not_null: "lastNotNull",
  changes: "changeCount",
};

export const REDUCER_IDS: readonly string[] = Object.keys(REDUCERS);

/** Whether the result has another meaning than the values, so that their unit does not fit it. */
export function keepsUnit(id: string): boolean {
  return ![
    "count",
    "countAll",
    "nonNullCount",
    "changeCount",
    "distinctCount",
    "allIsZero",
    "allIsNull",
    "diffperc",
    "variance",
  ].includes(ALIASES[id] ?? id);
}

export function reducerName(id: string): string {
  return reducerOf(id)?.[0] ?? id;
}

export function reduceValues(values: unknown[], id: string): Reduced {
  const reducer = reducerOf(id);
  return reducer ? reducer[1](values) : null;
}

export function reduceField(field: Field, id: string): Reduced {
  return reduceValues(field.values, id);
}

/** A reduction that is drawn as a number. */
export function reduceToNumber(field: Field, id: string): number | null {
  const value = reduceField(field, id);
  return typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null;
}
