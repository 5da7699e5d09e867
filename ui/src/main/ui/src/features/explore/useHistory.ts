import { useCallback, useEffect, useState } from "react";
import { remember, remembered } from "../../components/themeChoice";
import { addToHistory, type PastQuery, readHistory } from "./history";

const KEY = "tocsin.queries";

/** The queries that this browser ran, newest first; those on screen are added as they change. */
export function useHistory(queries: string[] | undefined): [PastQuery[], () => void] {
  const [history, setHistory] = useState(() => readHistory(remembered(KEY)));
  const ran = JSON.stringify(queries ?? []);
  useEffect(() => {
    // read again, because another tab may have added to it
    const before = readHistory(remembered(KEY));
    const after = addToHistory(before, JSON.parse(ran) as string[], Date.now());
    remember(KEY, JSON.stringify(after));
    setHistory(after);
  }, [ran]);
  const clear = useCallback(() => {
    remember(KEY, "[]");
    setHistory([]);
  }, []);
  return [history, clear];
}
