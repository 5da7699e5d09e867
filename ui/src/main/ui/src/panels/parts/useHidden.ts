import { useCallback, useState } from "react";
import { toggled } from "./legend";

export type Toggle = (all: string[], name: string, add: boolean) => void;

/** The names that the reader hid in a legend. */
export function useHidden(onLegend: ((hidden: string[]) => void) | undefined): [ReadonlySet<string>, Toggle] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set<string>());
  const toggle = useCallback<Toggle>(
    (all, name, add) => {
      const next = toggled(hidden, all, name, add);
      setHidden(next);
      onLegend?.([...next]);
    },
    [hidden, onLegend],
  );
  return [hidden, toggle];
}
