import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, changed } from "./http";

/** Times are seconds since 1970, and 0 for never or for no limit. */
export interface Storage {
  disk: { path: string; totalBytes: number; usableBytes: number };
  signals: Signal[];
}

export interface Signal {
  signal: string;
  path: string;
  bytes: number;
  count: number;
  oldest: number;
  newest: number;
  retention: number;
  limitBytes: number;
}

export interface ConfigFile {
  kind: string;
  path: string;
  /** With `<secret>` where a secret stands. */
  yaml: string;
  /** Of the file as it was read; a change names the one it began from. */
  hash: string;
  modified: number;
  writable: boolean;
  /** Why it cannot be written. */
  reason?: string;
}

export interface RunningConfig {
  loaded: number;
  files: ConfigFile[];
}

export interface Verdict {
  good: boolean;
  problems: { error: string; line: number; column: number }[];
  diff: { change: " " | "-" | "+"; text: string }[];
}

export interface Receiver {
  name: string;
  /** A route leads to it. */
  used: boolean;
  integrations: { name: string; type: string; sendResolved: boolean }[];
  last?: { time: number; integration: string; status: string; message: string };
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
    targets: number;
    up: number;
    down: number;
    last: number;
    interval: number;
  }[];
  pushers: {
    address: string;
    agent: string;
    first: number;
    last: number;
    requests: number;
    samples: number;
    refused: number;
  }[];
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

export function checkConfig(path: string, yaml: string, signal?: AbortSignal): Promise<Verdict> {
  return changed<Verdict>("POST", "api/v1/settings/config/check", { path, yaml }, signal);
}

export function useSaveConfig() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { path: string; yaml: string; hash: string }) =>
      changed<{ hash: string }>("PUT", "api/v1/settings/config", change),
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
