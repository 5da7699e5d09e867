import { asked, changed, keepCsrf } from "./http";

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

/** Who looks at this page; what the server gave the session goes along with every change from now on. */
export async function session(signal?: AbortSignal): Promise<Session> {
  const found = await asked<Session>("api/v1/session", {}, signal);
  keepCsrf(found.csrf);
  return found;
}

export function signOut(): Promise<void> {
  return changed<void>("DELETE", "api/v1/session");
}
