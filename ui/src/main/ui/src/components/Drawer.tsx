import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { IconButton } from "./controls";
import styles from "./drawer.module.css";

const DOCKED = "(min-width: 1280px)";

/** True while the condition holds; followed as the window changes. */
export function useMedia(query: string): boolean {
  const [on, setOn] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => setOn(media.matches);
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query]);
  return on;
}

/** Esc closes the drawer, unless something that floats above it has the key, or someone types. */
function useEscape(open: boolean, onClose: () => void): void {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (!open) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      const floating = document.querySelector(".t-modal, .t-pop");
      if (event.key === "Escape" && !event.defaultPrevented && !floating) {
        close.current();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);
}

/**
 * Beside the list the focus stays where it was, so that `j` and `k` go on. Over the list it goes into the drawer. In
 * both cases it returns to where it came from.
 */
function useFocus(open: boolean, over: boolean, pane: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!open) {
      return;
    }
    const before = document.activeElement;
    if (over) {
      pane.current?.focus({ preventScroll: true });
    }
    const node = pane.current;
    return () => {
      const inside = node?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, [open, over, pane]);
}

export interface DrawerProps {
  /** What is open, spoken: `Alert HighErrorRate`. */
  label: string;
  open: boolean;
  onClose: () => void;
  /** The first line, beside the closing button: state, since when. */
  head?: ReactNode;
  /** Buttons left of the closing one. */
  tools?: ReactNode;
  /** What the drawer shows. */
  pane: ReactNode;
  /** The list that reflows beside it. */
  children: ReactNode;
}

/** A list and what is open of it: beside it where there is room, over it where there is not, a sheet on a phone. */
export function Drawer({ label, open, onClose, head, tools, pane, children }: DrawerProps) {
  const docked = useMedia(DOCKED);
  const ref = useRef<HTMLElement>(null);
  useEscape(open, onClose);
  useFocus(open, !docked, ref);
  return (
    <div className={styles.host} data-open={open || undefined}>
      <div className={styles.list}>{children}</div>
      {open && !docked && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Esc and the button close by key; this is for the pointer
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <div className={styles.scrim} onClick={onClose} />
      )}
      {open && (
        <aside
          ref={ref}
          className={styles.drawer}
          aria-label={label}
          role={docked ? undefined : "dialog"}
          tabIndex={-1}
        >
          <div className={styles.head}>
            {head}
            <span className="end row g4">
              {tools}
              <IconButton icon={X} label="Close (Esc)" onClick={onClose} />
            </span>
          </div>
          {pane}
        </aside>
      )}
    </div>
  );
}
