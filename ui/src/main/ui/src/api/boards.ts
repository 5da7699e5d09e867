import type { Dashboard } from "../lib/board/model";
import { ApiError, asked, changed } from "./http";

/** A board as lists show it. */
export interface BoardEntry {
  uid: string;
  title: string;
  folder: string;
  tags: string[];
  editable?: boolean;
}

/** The boards of this server; none where it keeps none. */
export async function boards(signal?: AbortSignal): Promise<BoardEntry[]> {
  try {
    return await asked<BoardEntry[]>("api/v1/dashboards", {}, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return [];
    }
    throw error;
  }
}

export interface StoredBoard {
  dashboard: Dashboard;
  meta: { version: number; folder: string; editable: boolean };
}

const at = (uid: string) => `api/v1/dashboards/${encodeURIComponent(uid)}`;

export function board(uid: string, signal?: AbortSignal): Promise<StoredBoard> {
  return asked<StoredBoard>(at(uid), {}, signal);
}

/** Saves a change of the version that was read; refused with 409 where another came between. */
export function saveBoard(stored: StoredBoard, message: string): Promise<{ version: number }> {
  const { dashboard, meta } = stored;
  const { folder, version } = meta;
  return changed("PUT", at(dashboard.uid), { dashboard, folder, version, message });
}

export function createBoard(
  dashboard: Dashboard,
  message: string,
): Promise<{ uid: string; version: number }> {
  return changed("POST", "api/v1/dashboards", { dashboard, folder: "", message });
}
