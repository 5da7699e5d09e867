/** Those that contain every word of the text, the ones that start with it first; order kept otherwise. */
export function rank<T>(items: T[], text: string, of: (item: T) => string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return items;
  }
  const score = (item: T): number => {
    const name = of(item).toLowerCase();
    if (!words.every((word) => name.includes(word))) {
      return -1;
    }
    const first = words[0] ?? "";
    return name.startsWith(first)
      ? 2
      : new RegExp(`[\\s_:]${first.replace(/[^a-z0-9]/g, "\\$&")}`).test(name)
        ? 1
        : 0;
  };
  return items
    .map((item, at) => ({ item, at, score: score(item) }))
    .filter((each) => each.score >= 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map((each) => each.item);
}

export interface Part {
  at: number;
  text: string;
  hit: boolean;
}

/** Cuts a name where the first word of the text occurs in it. */
export function highlight(name: string, text: string): Part[] {
  const word = text.trim().toLowerCase().split(/\s+/)[0] ?? "";
  const at = word ? name.toLowerCase().indexOf(word) : -1;
  if (at < 0) {
    return [{ at: 0, text: name, hit: false }];
  }
  return [
    { at: 0, text: name.slice(0, at), hit: false },
    { at, text: name.slice(at, at + word.length), hit: true },
    { at: at + word.length, text: name.slice(at + word.length), hit: false },
  ].filter((part) => part.text !== "");
}

/** How many letters must be changed, added or taken to turn one into the other; stops counting beyond `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) {
    return limit + 1;
  }
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > limit) {
      return limit + 1;
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const MAX_TYPOS = 3;

/** The name that was most likely meant; nothing when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(MAX_TYPOS, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const far = distance(wanted, name, least - 1);
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best;
}
