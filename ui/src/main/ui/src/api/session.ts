import { ApiError, asked, changed, keepCsrf } from "./http";

export type Role = "viewer" | "editor" | "admin";

export interface User {
  name: string;
  role: Role;
  kind: "local" | "oidc" | "webconfig" | "token";
}

export interface Session {
  /** Nobody has to sign in. */
  open: boolean;
  /** No user exists and one must be made first. */
  setup: boolean;
  user: User | null;
  csrf: string;
  oidc: { name: string; path: string } | null;
  passwordLogin: boolean;
}

const OPEN: Session = { open: true, setup: false, user: null, csrf: "", oidc: null, passwordLogin: false };

/** Who looks at this page; a server that knows no users is open to everyone who reaches it. */
export async function session(signal?: AbortSignal): Promise<Session> {
  try {
    const found = await asked<Session>("api/v1/session", {}, signal);
    keepCsrf(found.csrf ?? "");
    return found;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return OPEN;
    }
    throw error;
  }
}

export function signOut(): Promise<void> {
  return changed<void>("DELETE", "api/v1/session");
}
