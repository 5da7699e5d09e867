import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";

/** What a page can give away of what it shows. Each part is optional. */
export interface Shareable {
  title: string;
  /** The data as it is now, for a copy that stays: what `POST /api/v1/snapshots` keeps. */
  freeze?: () => unknown;
  /** What is drawn, as a table. */
  csv?: () => string;
}

interface Share {
  current: () => Shareable | undefined;
  set: (shareable: Shareable | undefined) => void;
}

const Context = createContext<Share>({ current: () => undefined, set: () => undefined });

export function ShareProvider({ children }: { children: ReactNode }) {
  const held = useRef<Shareable | undefined>(undefined);
  const value = useMemo<Share>(
    () => ({
      current: () => held.current,
      set: (shareable) => {
        held.current = shareable;
      },
    }),
    [],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** What the page on screen can give away; read when the menu opens. */
export function useShared(): () => Shareable | undefined {
  return useContext(Context).current;
}

/** A page says what it can give away. Its functions are called only when someone asks. */
export function useShareable(shareable: Shareable): void {
  const { set } = useContext(Context);
  useEffect(() => {
    set(shareable);
  }, [set, shareable]);
  useEffect(() => () => set(undefined), [set]);
}
