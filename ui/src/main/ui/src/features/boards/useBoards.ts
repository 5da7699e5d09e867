import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { boardVersions, listBoards, readBoard, starBoard } from "../../api/boards";
import { asked } from "../../api/http";
import { useLive } from "../../api/live";
import { parseInterval } from "../../lib/board/steps";

const LIST = ["boards"];

export function useBoards() {
  const client = useQueryClient();
  useLive("dashboards", () => void client.invalidateQueries({ queryKey: LIST }));
  return useQuery({ queryKey: LIST, queryFn: ({ signal }) => listBoards(signal), refetchInterval: 60_000 });
}

/** One board as it is stored, or as it was in an older version. */
export function useStoredBoard(uid: string, version?: number, enabled = true) {
  return useQuery({
    queryKey: ["board", uid, version ?? "newest"],
    enabled,
    queryFn: ({ signal }) => readBoard(uid, version, signal),
    // what a person edits is not exchanged beneath the hands
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

export function useBoardVersions(uid: string, open: boolean) {
  return useQuery({
    queryKey: ["board-versions", uid],
    enabled: open,
    queryFn: ({ signal }) => boardVersions(uid, signal),
    placeholderData: keepPreviousData,
  });
}

/** Reads lists, boards and versions again after something was changed. */
export function useForgetBoards(): (uid?: string) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (uid?: string) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: LIST }),
        client.invalidateQueries({ queryKey: ["board-versions", uid] }),
        uid && client.invalidateQueries({ queryKey: ["board", uid] }),
      ]);
    },
    [client],
  );
}

export function useStar(): (uid: string, starred: boolean) => Promise<void> {
  const forget = useForgetBoards();
  return async (uid, starred) => {
    await starBoard(uid, starred);
    await forget(uid);
  };
}

const DEFAULT_SCRAPE_MILLIS = 15_000;

/** How often the server scrapes unless a job says otherwise: `$__rate_interval` spans four of them. */
export function useScrapeMillis(): number {
  const { data } = useQuery({
    queryKey: ["scrape-interval"],
    queryFn: async ({ signal }) => {
      const { yaml } = await asked<{ yaml: string }>("api/v1/status/config", {}, signal);
      const text = /^global:[^\n]*\n(?:[ \t#][^\n]*\n)*?[ \t]+scrape_interval:[ \t]*["']?([\w.]+)/m.exec(
        yaml,
      )?.[1];
      return parseInterval(text) ?? DEFAULT_SCRAPE_MILLIS;
    },
    staleTime: 300_000,
    retry: false,
  });
  return data ?? DEFAULT_SCRAPE_MILLIS;
}
