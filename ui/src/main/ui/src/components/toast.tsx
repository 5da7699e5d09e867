import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { Button, IconButton } from "./controls";
import { Glyph, type State } from "./Glyph";
import styles from "./toast.module.css";

export interface Toast {
  text: string;
  /** `ok` when left out. */
  state?: State;
  /** Takes back what was done; offered for ten seconds. */
  undo?: () => void;
}

type Show = (toast: Toast) => void;
type Shown = Toast & { id: number };

const Context = createContext<Show>(() => undefined);

const UNDO_SECONDS = 10;
const PLAIN_SECONDS = 5;
const MAX_TOASTS = 3;

/** Says that something was done, with the way to undo it. */
export function useToast(): Show {
  return useContext(Context);
}

/** Counts down only while nobody points at it or has the focus in it. */
function Card({ toast, onDone }: { toast: Shown; onDone: () => void }) {
  const [left, setLeft] = useState(toast.undo ? UNDO_SECONDS : PLAIN_SECONDS);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) {
      return;
    }
    const timer = setTimeout(() => (left <= 1 ? onDone() : setLeft(left - 1)), 1000);
    return () => clearTimeout(timer);
  }, [left, held, onDone]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the words on screen while they are read
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Glyph state={toast.state ?? "ok"} label={false} />
      <span className="grow">{toast.text}</span>
      {toast.undo && (
        <Button
          kind="ghost"
          className={styles.undo}
          onClick={() => {
            toast.undo?.();
            onDone();
          }}
        >
          Undo <span className="muted">{left}&thinsp;s</span>
        </Button>
      )}
      <IconButton icon={X} label="Dismiss" onClick={onDone} />
    </div>
  );
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback<Show>((toast) => {
    setShown((before) => {
      const id = (before.at(-1)?.id ?? 0) + 1;
      return [...before.slice(1 - MAX_TOASTS), { ...toast, id }];
    });
  }, []);
  const drop = useCallback((id: number) => setShown((before) => before.filter((t) => t.id !== id)), []);
  const value = useMemo(() => show, [show]);
  return (
    <Context.Provider value={value}>
      {children}
      <div className={styles.stack} role="status" aria-live="polite">
        {shown.map((toast) => (
          <Keyed key={toast.id} toast={toast} drop={drop} />
        ))}
      </div>
    </Context.Provider>
  );
}

function Keyed({ toast, drop }: { toast: Shown; drop: (id: number) => void }) {
  const { id } = toast;
  const done = useCallback(() => drop(id), [drop, id]);
  return <Card toast={toast} onDone={done} />;
}
