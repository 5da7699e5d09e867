import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

interface Crumb {
  text: string | undefined;
  set: (text: string | undefined) => void;
}

const Context = createContext<Crumb>({ text: undefined, set: () => undefined });

export function CrumbProvider({ children }: { children: ReactNode }) {
  const [text, set] = useState<string>();
  const value = useMemo(() => ({ text, set }), [text]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** What stands last in the trail of the header. */
export function useShownCrumb(): string | undefined {
  return useContext(Context).text;
}

/** A detail page says what it shows: the name of the host, the title of the board. */
export function useCrumb(text: string | undefined): void {
  const { set } = useContext(Context);
  useEffect(() => {
    set(text);
    return () => set(undefined);
  }, [set, text]);
}
