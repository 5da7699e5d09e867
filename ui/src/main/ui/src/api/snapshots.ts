import { changed } from "./http";

export interface NewSnapshot {
  title: string;
  /** The address of the live page, with its search. */
  path: string;
  /** What the page froze. */
  data: unknown;
  /** RFC 3339; kept for good when left out. */
  expires?: string;
}

/** Keeps a copy of what a page shows; the answer has the address at which it stays as it is. */
export function saveSnapshot(snapshot: NewSnapshot): Promise<{ id: string; path: string }> {
  return changed("POST", "api/v1/snapshots", snapshot);
}
