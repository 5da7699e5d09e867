export interface DiffLine {
  kind: "same" | "add" | "del" | "skip";
  text: string;
}

/** More lines than this are compared by their ends only: the table would be too large. */
const MAX_CELLS = 4_000_000;

/** Lines of two texts side by side: what went and what came, by the longest common subsequence. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const same = (lines: string[]) => lines.map((text): DiffLine => ({ kind: "same", text }));
  const middle = inner(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))];
}

/** Length of the longest common subsequence of what follows line i of one and line j of the other. */
function longestCommon(a: string[], b: string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

function inner(a: string[], b: string[]): DiffLine[] {
  const whole = (): DiffLine[] => [
    ...a.map((text): DiffLine => ({ kind: "del", text })),
    ...b.map((text): DiffLine => ({ kind: "add", text })),
  ];
  if (a.length === 0 || b.length === 0 || a.length * b.length > MAX_CELLS) {
    return whole();
  }
  const at = longestCommon(a, b);
  const out: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: "same", text: a[i] ?? "" });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ kind: "del", text: a[i++] ?? "" });
    } else {
      out.push({ kind: "add", text: b[j++] ?? "" });
    }
  }
  return out;
}

/** Only what changed, with some lines around; what is left out in between is said. */
export function shortened(lines: readonly DiffLine[], around = 3): DiffLine[] {
  const kept = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some((l) => l.kind !== "same"),
  );
  const out: DiffLine[] = [];
  let left = 0;
  const flush = () => {
    if (left > 0) {
      out.push({ kind: "skip", text: `${left} ${left === 1 ? "line" : "lines"} alike` });
      left = 0;
    }
  };
  lines.forEach((line, i) => {
    if (kept[i]) {
      flush();
      out.push(line);
    } else {
      left++;
    }
  });
  flush();
  return out;
}
