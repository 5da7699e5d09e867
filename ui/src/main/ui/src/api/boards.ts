import type { Dashboard } from "../lib/board/model";
import { ApiError, asked, change, changed, dataOf, send } from "./http";

export interface BoardEntry {
  uid: string;
  title: string;
  folder: string;
  tags: string[];
  version: number;
  /** RFC 3339, absent for boards that came with the program. */
  updated?: string;
  updatedBy?: string;
  /** `saved`, `built-in`, or `pack:NAME`. */
  source: string;
  editable: boolean;
  starred: boolean;
  panels: number;
}

export interface BoardMeta {
  version: number;
  updated?: string;
  updatedBy?: string;
  message?: string;
  source: string;
  editable: boolean;
  folder: string;
  starred: boolean;
}

export interface StoredBoard {
  dashboard: Dashboard;
  meta: BoardMeta;
}

export interface BoardVersion {
  version: number;
  updated: string;
  updatedBy?: string;
  message?: string;
}

export interface Verdict {
  panel: number;
  title: string;
  verdict: "rendered" | "dropped" | "later";
  reasons: string[];
}

export interface Imported {
  dashboard: Dashboard;
  report: { panels: number; rendered: number; later: number; lines: Verdict[] };
  uid?: string;
}

const path = (uid: string, rest = "") => `api/v1/dashboards/${encodeURIComponent(uid)}${rest}`;

export const listBoards = (signal?: AbortSignal) => asked<BoardEntry[]>("api/v1/dashboards", {}, signal);

/** The boards of this server; none where it keeps none. */
export async function boards(signal?: AbortSignal): Promise<BoardEntry[]> {
  try {
    return await listBoards(signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return [];
    }
    throw error;
  }
}

export const readBoard = (uid: string, version?: number, signal?: AbortSignal) =>
  asked<StoredBoard>(path(uid), { version }, signal);

export interface Saving {
  dashboard: Dashboard;
  folder: string;
  message: string;
}

export const createBoard = (saving: Saving) =>
  changed<{ uid: string; version: number }>("POST", "api/v1/dashboards", saving);

/** `version` is the one that was edited; a newer one on the server is a conflict (409). */
export const saveBoard = (uid: string, saving: Saving & { version: number }) =>
  changed<{ uid: string; version: number }>("PUT", path(uid), saving);

export const deleteBoard = (uid: string) => changed<unknown>("DELETE", path(uid));

export const undeleteBoard = (uid: string) => changed<unknown>("POST", path(uid, "/undelete"));

export const boardVersions = (uid: string, signal?: AbortSignal) =>
  asked<BoardVersion[]>(path(uid, "/versions"), {}, signal);

export const restoreVersion = (uid: string, version: number) =>
  changed<{ version: number }>("POST", path(uid, "/restore"), { version });

export const starBoard = (uid: string, starred: boolean) =>
  changed<unknown>(starred ? "PUT" : "DELETE", path(uid, "/star"));

/** Reads Grafana's JSON or our own YAML or JSON; saves only when told to. */
export async function importBoard(text: string, save?: { folder: string }): Promise<Imported> {
  const query = save ? `?save=true&folder=${encodeURIComponent(save.folder)}` : "";
  return dataOf<Imported>(await change("POST", `api/v1/dashboards/import${query}`, text));
}

export type ExportFormat = "yaml" | "json" | "grafana";

export async function exportBoard(uid: string, format: ExportFormat): Promise<string> {
  const response = await send(path(uid, "/export"), { format });
  return response.ok ? response.text() : dataOf<string>(response);
}

export interface Snapshot {
  id: string;
  title: string;
  path: string;
  created?: string;
  expires?: string;
  data: unknown;
}

export const readSnapshot = (id: string, signal?: AbortSignal) =>
  asked<Snapshot>(`api/v1/snapshots/${encodeURIComponent(id)}`, {}, signal);
