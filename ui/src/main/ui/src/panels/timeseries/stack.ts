import type { Cell } from "./align";
import type { Drawn } from "./model";

interface Group {
  percent: boolean;
  members: number[];
}

function groupsOf(series: Drawn[]): Group[] {
  const groups = new Map<string, Group>();
  series.forEach((each, i) => {
    const { mode = "none", group = "A" } = each.custom.stacking ?? {};
    if (mode === "none" || each.hidden) {
      return;
    }
    // what points down is stacked downwards
    const down = each.custom.transform === "negative-Y";
    const key = [mode, group, each.scale, down, each.custom.drawStyle ?? "line"].join("|");
    const found = groups.get(key);
    if (found) {
      found.members.push(i);
    } else {
      groups.set(key, { percent: mode === "percent", members: [i] });
    }
  });
  return [...groups.values()];
}

const isSome = (cell: Cell): cell is number => cell !== null && cell !== undefined;

/** Sums up each group in place. A series without a value adds nothing, unless none of the group has one. */
export function stackUp(series: Drawn[]): void {
  for (const { percent, members } of groupsOf(series)) {
    const stack = members.flatMap((i) => series[i] ?? []);
    const length = stack[0]?.values.length ?? 0;
    const totals = new Array<number>(length).fill(0);
    const some = new Array<boolean>(length).fill(false);
    for (const { values } of stack) {
      values.forEach((v, i) => {
        if (isSome(v)) {
          totals[i] = (totals[i] ?? 0) + Math.abs(v);
          some[i] = true;
        }
      });
    }
    // positive and negative values of one group stand on both sides of zero
    let up = new Array<number>(length).fill(0);
    let down = new Array<number>(length).fill(0);
    stack.forEach((each, at) => {
      const share = (v: number, i: number) => (percent ? (totals[i] === 0 ? 0 : v / (totals[i] ?? 1)) : v);
      const isDown = (i: number) => (each.values[i] ?? 0) < 0;
      const base = each.values.map((_, i): Cell => (isDown(i) ? down[i] : up[i]) ?? 0);
      const own = each.values;
      const tops = own.map((v, i): Cell => (some[i] ? (base[i] ?? 0) + share(isSome(v) ? v : 0, i) : null));
      up = up.map((sum, i) => (isDown(i) ? sum : (tops[i] ?? sum)));
      down = down.map((sum, i) => (isDown(i) ? (tops[i] ?? sum) : sum));
      each.base = base;
      each.values = tops;
      each.below = at === 0 ? undefined : members[at - 1];
    });
  }
}
