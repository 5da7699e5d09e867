import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, changed } from "./http";

export interface Storage {
  disk: { path: string; totalBytes: number; freeBytes: number };
  signals: Signal[];
}

export interface Signal {
  name: string;
  bytes: number;
  items: number;
  oldest: string | null;
  newest: string | null;
  retentionMillis: number | null;
  retentionBytes: number | null;
  parts: { name: string; bytes: number }[];
}

export interface ConfigFile {
  path: string;
  kind: string;
  ok: boolean;
  error: string | null;
}

export interface RunningConfig {
  /** Null where the server runs on its defaults. */
  path: string | null;
  writable: boolean;
  /** Of the file as it was read; a change names the one it began from. */
  hash: string;
  yaml: string;
  loadedAt: string;
  ok: boolean;
  error: string | null;
  files: ConfigFile[];
}

export interface Verdict {
  ok: boolean;
  problems: { line: number | null; message: string }[];
  warnings: string[];
}

export interface Receiver {
  name: string;
  integrations: Integration[];
}

export interface Integration {
  name: string;
  type: string;
  lastSent: string | null;
  lastOutcome: string | null;
  lastError: string | null;
  sent: number;
  failed: number;
}

export interface TestOutcome {
  integration: string;
  outcome: "delivered" | "retry" | "failed";
  reason?: string;
  message?: string;
}

export interface Sources {
  jobs: {
    name: string;
    kind: "scrape" | "own";
    targets: number;
    up: number;
    intervalMillis: number;
    samples: number;
    lastScrape: string | null;
  }[];
  pushers: { name: string; protocol: string; requests: number; samples: number; lastSeen: string | null }[];
}

const EVERY_MILLIS = 10_000;

export function useStorage() {
  return useQuery({
    queryKey: ["settings", "storage"],
    queryFn: ({ signal }) => asked<Storage>("api/v1/settings/storage", {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
}

export function useRunningConfig() {
  return useQuery({
    queryKey: ["settings", "config"],
    queryFn: ({ signal }) => asked<RunningConfig>("api/v1/settings/config", {}, signal),
  });
}

export function useReceivers() {
  return useQuery({
    queryKey: ["settings", "receivers"],
    queryFn: ({ signal }) => asked<Receiver[]>("api/v1/settings/receivers", {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
}

export function useSources() {
  return useQuery({
    queryKey: ["settings", "sources"],
    queryFn: ({ signal }) => asked<Sources>("api/v1/settings/sources", {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
}

export function checkConfig(yaml: string, signal?: AbortSignal): Promise<Verdict> {
  return changed<Verdict>("POST", "api/v1/settings/config/check", { yaml }, signal);
}

export function useSaveConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { yaml: string; hash: string }) =>
      changed<RunningConfig>("PUT", "api/v1/settings/config", change),
    onSuccess: () => client.invalidateQueries({ queryKey: ["settings"] }),
  });
}

export function useTestReceiver() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      changed<TestOutcome[]>("POST", `api/v1/alerting/receivers/${encodeURIComponent(name)}/test`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["settings", "receivers"] }),
  });
}
