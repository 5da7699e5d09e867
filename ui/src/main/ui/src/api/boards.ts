import { ApiError, asked } from "./http";

/** A board as lists show it. */
export interface BoardEntry {
  uid: string;
  title: string;
  folder: string;
  tags: string[];
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
