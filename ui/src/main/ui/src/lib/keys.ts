export interface KeyLike {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const MODIFIERS = new Set(["Shift", "Control", "Meta", "Alt", "AltGraph", "CapsLock", "Dead", "Process"]);

/** `t`, `?`, `mod+k`; nothing for a bare modifier or a chord that belongs to the browser. */
export function keyOf(event: KeyLike): string | undefined {
  if (MODIFIERS.has(event.key) || event.altKey) {
    return undefined;
  }
  const mod = event.ctrlKey || event.metaKey;
  return mod ? `mod+${event.key.toLowerCase()}` : event.key;
}

export interface KeyMatch {
  /** The shortcut that is now complete. */
  hit?: string;
  /** Keys typed so far that may still become a sequence. */
  pending: string[];
}

/** Matches the next key: a sequence that it completes wins, then a single key, then the start of a sequence. */
export function matchKeys(before: string[], key: string, shortcuts: string[]): KeyMatch {
  const sequence = [...before, key].join(" ");
  if (shortcuts.includes(sequence)) {
    const longer = shortcuts.some((s) => s.startsWith(`${sequence} `));
    return { hit: sequence, pending: longer ? [...before, key] : [] };
  }
  if (shortcuts.some((s) => s.startsWith(`${sequence} `))) {
    return { pending: [...before, key] };
  }
  return before.length > 0 ? matchKeys([], key, shortcuts) : { pending: [] };
}

/** How a shortcut is drawn: one cap per key, with this machine's name for `mod`. */
export function keyCaps(keys: string, mac: boolean): string[] {
  return keys.split(" ").map((key) => {
    const named = key
      .replace("mod+", mac ? "⌘" : "Ctrl ")
      .replace("ArrowLeft", "←")
      .replace("ArrowRight", "→");
    return named.length > 1 ? named.replace(/([a-z])$/, (c) => c.toUpperCase()) : named;
  });
}
