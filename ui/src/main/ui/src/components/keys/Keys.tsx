import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { keyOf, matchKeys } from "../../lib/keys";

export interface Shortcut {
  /** One key (`t`), a sequence (`g h`) or a chord (`mod+k`). */
  keys: string;
  label: string;
  group: string;
  run: () => void;
}

interface Keys {
  list: () => Shortcut[];
  add: (shortcuts: Shortcut[]) => () => void;
}

const Context = createContext<Keys | null>(null);
const SEQUENCE_MILLIS = 1200;
/** A key that also begins a sequence waits this long for the next one. */
const WAIT_MILLIS = 350;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable=true]") !== null
  );
}

/** One listener for the whole page. Keys without a modifier are left alone while someone types. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const all = useRef(new Set<Shortcut[]>());
  const typed = useRef<{ keys: string[]; at: number }>({ keys: [], at: 0 });
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const list = useCallback(() => [...all.current].flat(), []);
  const add = useCallback((shortcuts: Shortcut[]) => {
    all.current.add(shortcuts);
    return () => {
      all.current.delete(shortcuts);
    };
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (event.defaultPrevented || key === undefined || (isTyping(event.target) && !key.includes("mod+"))) {
        return;
      }
      const fresh = event.timeStamp - typed.current.at > SEQUENCE_MILLIS;
      const match = matchKeys(
        fresh ? [] : typed.current.keys,
        key,
        list().map((s) => s.keys),
      );
      typed.current = { keys: match.pending, at: event.timeStamp };
      clearTimeout(waiting.current);
      const shortcut = list().findLast((s) => s.keys === match.hit);
      if (!shortcut) {
        return;
      }
      event.preventDefault();
      if (match.pending.length > 0) {
        waiting.current = setTimeout(shortcut.run, WAIT_MILLIS);
      } else {
        shortcut.run();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);

  const value = useMemo(() => ({ list, add }), [list, add]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

function useKeys(): Keys {
  const keys = useContext(Context);
  if (!keys) {
    throw new Error("useShortcuts: outside of KeysProvider");
  }
  return keys;
}

/** Offers these keys while the component is on the page; a later one wins over an earlier. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const { add } = useKeys();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = shortcuts.map((s) => `${s.keys}|${s.label}|${s.group}`).join("\n");
  useEffect(() => {
    const stable =
      signature === ""
        ? []
        : signature.split("\n").map((line, i) => {
            const [keys = "", label = "", group = ""] = line.split("|");
            return { keys, label, group, run: () => latest.current[i]?.run() };
          });
    return add(stable);
  }, [add, signature]);
}

/** Every key that works right now, for the help sheet; taken when the sheet opens. */
export function useShortcutList(open: boolean): Shortcut[] {
  const { list } = useKeys();
  const [shown, setShown] = useState<Shortcut[]>([]);
  useEffect(() => {
    if (open) {
      setShown(list());
    }
  }, [open, list]);
  return shown;
}
