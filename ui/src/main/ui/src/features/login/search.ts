import { text } from "../../lib/search";

export interface LoginSearch {
  /** Where to go after; a path of these pages. */
  next?: string;
  /** Why signing in elsewhere was refused. */
  error?: string;
}

/** Only a path of this server: an address elsewhere would make the sign-in page a way to lead people astray. */
export function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && next === next.trim() && !/[\t\r\n]/.test(next)
    ? next
    : "/";
}

export function loginSearch(search: Record<string, unknown>): LoginSearch {
  return { next: text(search, "next"), error: text(search, "error") };
}

export interface SetupSearch {
  /** The one-time secret of the address that the server printed. */
  link?: string;
}

export function setupSearch(search: Record<string, unknown>): SetupSearch {
  return { link: text(search, "link") };
}
