import { useCallback, useMemo, useRef, useState } from "react";
import type { Dashboard } from "../../lib/board/model";

export interface Draft {
  board: Dashboard;
  /** Differs from what is stored. */
  dirty: boolean;
  /** `key` joins quick changes of one field into one step of undo. */
  change: (change: (board: Dashboard) => Dashboard, key?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Back to what is stored. */
  discard: () => void;
}

interface Steps {
  before: Dashboard[];
  now: Dashboard;
  after: Dashboard[];
  key?: string;
}

const MAX_STEPS = 100;

/** One step more; quick changes with the same key count as one. */
export function stepped(steps: Steps, board: Dashboard, key?: string): Steps {
  if (board === steps.now) {
    return steps;
  }
  const joined = key !== undefined && key === steps.key;
  const before = joined ? steps.before : [...steps.before, steps.now].slice(-MAX_STEPS);
  return { before, now: board, after: [], key };
}

export function undone(steps: Steps): Steps {
  const last = steps.before.at(-1);
  return last ? { before: steps.before.slice(0, -1), now: last, after: [steps.now, ...steps.after] } : steps;
}

export function redone(steps: Steps): Steps {
  const [next, ...after] = steps.after;
  return next ? { before: [...steps.before, steps.now], now: next, after } : steps;
}

const JOIN_MILLIS = 1200;

/** A board while it is edited: every change can be taken back until it is saved. */
export function useDraft(stored: Dashboard): Draft {
  const [steps, setSteps] = useState<Steps>({ before: [], now: stored, after: [] });
  const [base, setBase] = useState(stored);
  const last = useRef(0);
  if (base !== stored) {
    // what was saved or restored is the new ground
    setBase(stored);
    setSteps({ before: [], now: stored, after: [] });
  }
  const change = useCallback((edit: (board: Dashboard) => Dashboard, key?: string) => {
    const now = performance.now();
    const soon = now - last.current < JOIN_MILLIS;
    last.current = now;
    setSteps((steps) => stepped(steps, edit(steps.now), soon ? key : undefined));
  }, []);
  const undo = useCallback(() => setSteps(undone), []);
  const redo = useCallback(() => setSteps(redone), []);
  const discard = useCallback(() => setSteps({ before: [], now: stored, after: [] }), [stored]);
  const dirty = useMemo(
    () => steps.now !== stored && JSON.stringify(steps.now) !== JSON.stringify(stored),
    [steps.now, stored],
  );
  return useMemo(
    () => ({
      board: steps.now,
      dirty,
      change,
      undo,
      redo,
      discard,
      canUndo: steps.before.length > 0,
      canRedo: steps.after.length > 0,
    }),
    [steps, dirty, change, undo, redo, discard],
  );
}
