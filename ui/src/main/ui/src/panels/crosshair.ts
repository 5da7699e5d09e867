/** Where the pointer is in time, told to all panels of a board without drawing React anew. */
export interface Crosshair {
  readonly mode: "off" | "line" | "tooltip";
  /** Milliseconds, or null when the pointer left; `from` is the panel that says so. */
  set(time: number | null, from: number): void;
  subscribe(listener: (time: number | null, from: number) => void): () => void;
}

export function createCrosshair(mode: Crosshair["mode"]): Crosshair {
  const listeners = new Set<(time: number | null, from: number) => void>();
  return {
    mode,
    set(time, from) {
      if (mode !== "off") {
        for (const listener of listeners) {
          listener(time, from);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
